import { expect, test } from 'vitest';
import { readSource } from './workspace.ts';

test('the lockfile names no registry, so that a checkout installs from whichever one a machine uses', async () => {
  const lockfile = await readSource('pnpm-lock.yaml');

  expect(lockfile.match(/^.*(https?:\/\/|tarball:).*$/gm) ?? []).toEqual([]);
});

test('every dependency is pinned to one version', async () => {
  const lockfile = await readSource('pnpm-lock.yaml');

  const specifiers = [...lockfile.matchAll(/^ +specifier: (.+)$/gm)].map(([, specifier]) => specifier ?? '');
  const loose = specifiers.filter((specifier) => !/^(workspace:\*|\d+\.\d+\.\d+)$/.test(specifier));

  expect(loose).toEqual([]);
});
