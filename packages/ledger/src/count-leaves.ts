/**
 * Counts the values in an answer: each non-empty text, number and boolean. Independent of the claims, so that it can
 * check them.
 */
export function countLeaves(answer: unknown): number {
  let count = 0;
  const rest: unknown[] = [answer];
  while (rest.length > 0) {
    const value = rest.pop();
    if (typeof value === 'object' && value !== null)
      for (const member of Object.values(value)) rest.push(member);
    else if (value !== null && value !== undefined && value !== '') count += 1;
  }
  return count;
}
