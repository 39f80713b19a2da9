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

test('the command line reaches neither queues nor database, however many packages away', () => {
  const reached = reachedFrom('cli');
  const libraries = reached.flatMap((name) => packages.find((each) => each.name === name)?.libraries ?? []);

  const unwanted = ['runtime', 'store', 'queues', 'bullmq', 'ioredis', 'better-sqlite3', 'kysely'];
  expect(reached).toContain('http');
  expect([...reached, ...libraries].filter((name) => unwanted.includes(name))).toEqual([]);
});

/** A package and everything it depends on, directly or indirectly. */
function reachedFrom(start: string): readonly string[] {
  const reached = new Set([start]);
  // Iterating over a set also visits what is added meanwhile.
  for (const name of reached) {
    for (const next of packages.find((each) => each.name === name)?.dependencies ?? []) reached.add(next);
  }
  return [...reached];
}

/** A package that depends on none of the remaining ones. */
function findLeaf(remaining: ReadonlyMap<string, readonly string[]>): string | undefined {
  return [...remaining].find(([, dependencies]) => dependencies.every((name) => !remaining.has(name)))?.[0];
}
