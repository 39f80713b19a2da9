import { expect, test } from 'vitest';
import { toServiceSpecs } from './service-specs.ts';

test('all services use one arena of memory, unless the operator sets another number', () => {
  const arenasWith = (env: Readonly<Record<string, string>>) =>
    new Set(toServiceSpecs({ loaders: 2, dataDir: 'data', env }).map((spec) => spec.env.MALLOC_ARENA_MAX));

  expect([...arenasWith({})]).toEqual(['1']);
  expect([...arenasWith({ MALLOC_ARENA_MAX: '4' })]).toEqual(['4']);
});
