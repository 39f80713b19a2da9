import type { TargetPage } from '@z2q/contracts';

/** All items of a paged listing; pages count from 1. */
export async function everyPage<Item>(
  readPage: (page: number) => Promise<TargetPage<Item>>,
): Promise<readonly Item[]> {
  const all: Item[] = [];
  for (let page = 1; ; page += 1) {
    const { items, hasMore } = await readPage(page);
    for (const item of items) all.push(item);
    if (!hasMore) return all;
  }
}
