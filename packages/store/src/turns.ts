/** One holder at a time, first come first served. */
export type Turns = {
  /** Waits for this caller's turn. @returns how to end it, which may be done more than once. */
  readonly take: () => Promise<() => void>;
  readonly areAwaited: () => boolean;
};

export function createTurns(): Turns {
  const waiting: (() => void)[] = [];
  let isTaken = false;
  const pass = (): void => {
    const next = waiting.shift();
    if (next) next();
    else isTaken = false;
  };
  const begin = (): (() => void) => {
    let isOver = false;
    return () => {
      if (!isOver) pass();
      isOver = true;
    };
  };
  return {
    take: async () => {
      if (isTaken) await new Promise<void>((resolve) => waiting.push(resolve));
      isTaken = true;
      return begin();
    },
    areAwaited: () => waiting.length > 0,
  };
}
