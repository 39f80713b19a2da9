import { expect, test } from 'vitest';
import { countTestCases } from './count-test-cases.ts';

const keys = Array.from({ length: 40 }, (_, at) => `P${at}`);

/** A source with the given answers, which remembers how many requests it had at a time. */
function createSource(answer: (projectKey: string) => Promise<number | null>) {
  const seen = { inFlight: 0, most: 0, asked: 0 };
  const pageTestCases = async ({ projectKey }: { readonly projectKey: string }) => {
    seen.inFlight += 1;
    seen.asked += 1;
    seen.most = Math.max(seen.most, seen.inFlight);
    try {
      return { total: await answer(projectKey) };
    } finally {
      seen.inFlight -= 1;
    }
  };
  return { seen, pageTestCases };
}

test('some projects are counted, a few at once; the others have no count', async () => {
  const source = createSource(() => Promise.resolve(7));

  const totals = await countTestCases(source, keys);

  expect([...totals.keys()]).toEqual(expect.arrayContaining(keys.slice(0, 25)));
  expect(totals.size).toBe(25);
  expect(source.seen).toMatchObject({ most: 4, asked: 25 });
});

test('a project that cannot be counted, or whose server does not count, holds up no other', async () => {
  const source = createSource(async (key) => {
    if (key === 'P0') throw new Error('There is no such project');
    return key === 'P1' ? null : 3;
  });

  const totals = await countTestCases(source, ['P0', 'P1', 'P2']);

  expect([...totals]).toEqual([['P2', 3]]);
});

test('what was counted in time is told when a server takes long', async () => {
  const never = Promise.withResolvers<number>();
  const source = createSource((key) => (key === 'P0' ? Promise.resolve(5) : never.promise));

  const totals = await countTestCases(source, ['P0', 'P1'], 50);

  expect([...totals]).toEqual([['P0', 5]]);
});
