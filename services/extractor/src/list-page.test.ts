import { HandedBackError } from '@z2q/runtime';
import { openTestBatch } from '@z2q/runtime/testing';
import { NOWHERE } from '@z2q/test-kit';
import { createZephyrCloudClient, type PageRequest } from '@z2q/zephyr';
import { expect, test } from 'vitest';
import { createListPage, type PageParams } from './list-page.ts';

const EMPTY = { items: [], unreadable: [], received: 0, total: 2_000, hasMore: false, envelope: {} };

test('large pages are read one at a time, and one whose run is paused before its turn is handed back', async () => {
  await using kit = await openTestBatch('extract', 'test_case', []);
  const asked: number[] = [];
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
  const source = {
    ...createZephyrCloudClient(NOWHERE),
    pageTestCases: async ({ startAt, maxResults }: PageRequest) => {
      asked.push(startAt);
      if (startAt === 0) await answered;
      return { ...EMPTY, startAt, maxResults };
    },
  };
  let isPaused = false;
  const throwIfStopped = (): void => {
    if (isPaused) throw new HandedBackError('the run is not running');
  };
  const listPage = createListPage({ source });
  const list = (startAt: number, size: number) => {
    const params: PageParams = { type: 'test_case', startAt, size, isFirst: false };
    return listPage({ ...kit.context, batch: { ...kit.context.batch, params }, throwIfStopped });
  };

  const [first, second, small] = [list(0, 1_000), list(1_000, 1_000), list(5, 50)];
  await small;
  isPaused = true;
  answer();

  await expect(second).rejects.toThrow(HandedBackError);
  await expect(first).resolves.toMatchObject({ handOn: [] });
  expect(asked).toEqual([5, 0]);
});
