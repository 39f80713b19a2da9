/** All items of a paged query, one page in memory at a time. `page` gets the last item of the page before. */
export async function* pageThrough<Item>(
  page: (last: Item | null, limit: number) => Promise<readonly Item[]>,
): AsyncGenerator<readonly Item[]> {
  for (let last: Item | null = null; ; ) {
    const items: readonly Item[] = await page(last, PAGE);
    if (items.length > 0) yield items;
    if (items.length < PAGE) return;
    last = items.at(-1) ?? null;
  }
}

const PAGE = 500;
