/**
 * Waits for all of them, even if one fails, so that none is still running when the caller gets the error.
 * @throws the error of the first that failed.
 */
export async function sideBySide<Result>(works: readonly Promise<Result>[]): Promise<readonly Result[]> {
  await Promise.allSettled(works);
  return Promise.all(works);
}
