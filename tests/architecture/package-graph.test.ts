import { expect, test } from 'vitest';
import { MAY_DEPEND_ON, TESTS_MAY_DEPEND_ON } from './may-depend-on.ts';
import { readPackages } from './workspace.ts';

const packages = await readPackages();

test('the table names every package of the workspace and no other', () => {
  const named = Object.keys(MAY_DEPEND_ON).toSorted();

  expect(packages.map(({ name }) => name).toSorted()).toEqual(named);
});

test.for(packages)('$name declares only packages that it may import', ({ name, ...declared }) => {
  const allowed = MAY_DEPEND_ON[name] ?? [];

  expect(declared.dependencies.filter((each) => !allowed.includes(each))).toEqual([]);
});

test.for(packages)('tests of $name use only what it may import, the sandbox and the test kit', (each) => {
  const allowed = [...(MAY_DEPEND_ON[each.name] ?? []), ...TESTS_MAY_DEPEND_ON];

  expect(each.devDependencies.filter((name) => !allowed.includes(name))).toEqual([]);
});

test('packages depend on each other without a circle', () => {
  const remaining = new Map(packages.map(({ name, dependencies }) => [name, dependencies]));

  for (let leaf = findLeaf(remaining); leaf !== undefined; leaf = findLeaf(remaining)) remaining.delete(leaf);

  expect([...remaining.keys()]).toEqual([]);
});

/** A package none of whose dependencies remain. */
function findLeaf(remaining: ReadonlyMap<string, readonly string[]>): string | undefined {
  return [...remaining].find(([, dependencies]) => dependencies.every((name) => !remaining.has(name)))?.[0];
}
