/** Gives out turns to one holder at a time, first come first served. */
export type Turns = {
  /** Waits for this caller's turn. @returns a function that ends the turn; calling it again does nothing. */
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
