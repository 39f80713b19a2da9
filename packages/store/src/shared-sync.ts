export type SharedSync = {
  readonly sync: () => Promise<void>;
  /** Resolves when the sync that is under way is over, whether it succeeds or fails. */
  readonly settled: () => Promise<void>;
};

/**
 * Lets concurrent callers share one run of an expensive operation, such as forcing a file to the disk. Each caller
 * waits for a run that began after its call, because one already under way may have missed what the caller wrote.
 */
export function createSharedSync(sync: () => Promise<void>): SharedSync {
  let current: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const begin = (): Promise<void> => {
    next = undefined;
    const turn = sync().finally(() => {
      if (current === turn) current = undefined;
    });
    current = turn;
    return turn;
  };
  return {
    sync: () => {
      if (!current) return begin();
      next ??= current.then(begin, begin);
      return next;
    },
    settled: async () => {
      await current?.catch(() => undefined);
    },
  };
}
