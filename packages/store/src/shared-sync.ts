export type SharedSync = {
  readonly sync: () => Promise<void>;
  /** Resolves when the turn that is under way is over, however it ends. */
  readonly settled: () => Promise<void>;
};

/**
 * Lets whoever asks at the same time share one turn of something dear, such as forcing a file to the disk. Each is
 * answered by a turn that began after it asked: one that is under way may have missed what it asks for.
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
