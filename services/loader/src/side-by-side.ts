/** Waits for all of them, also where one fails, so that none goes on behind the back of whoever hears of it. @throws what the first failed with. */
export async function sideBySide<Result>(works: readonly Promise<Result>[]): Promise<readonly Result[]> {
  await Promise.allSettled(works);
  return Promise.all(works);
}
