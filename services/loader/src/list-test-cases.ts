import type { TargetTestCase } from '@z2q/contracts';
import type { TargetClient } from '@z2q/qtest';

const PAGE_SIZE = 100;

/** All test cases directly in a module. */
export async function listTestCasesIn(
  target: TargetClient,
  moduleId: number,
): Promise<readonly TargetTestCase[]> {
  const all: TargetTestCase[] = [];
  for (let page = 1; ; page += 1) {
    const { items, hasMore } = await target.pageTestCases({ moduleId, page, size: PAGE_SIZE });
    all.push(...items);
    if (!hasMore) return all;
  }
}
