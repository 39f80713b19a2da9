/** Lists which expected names are missing, which occur more than once, and which are not expected. */
export function exactlyOnce(
  what: string,
  expected: Iterable<string>,
  actual: Iterable<string>,
): readonly string[] {
  const counts = new Map<string, number>();
  for (const name of actual) counts.set(name, (counts.get(name) ?? 0) + 1);
  const wanted = new Set(expected);
  const missing = [...wanted].filter((name) => !counts.has(name)).map((name) => `${what} ${name} is missing`);
  const double = [...counts]
    .filter(([, count]) => count > 1)
    .map(([name, count]) => `${what} ${name} is there ${count} times`);
  const foreign = [...counts.keys()]
    .filter((name) => !wanted.has(name))
    .map((name) => `${what} ${name} is not in the source`);
  return [...missing, ...double, ...foreign];
}
