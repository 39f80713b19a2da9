/** State of a worker: at work, frozen (standing still), dead, or buried (dead, and the test is over). */
export type Life = {
  readonly isAtWork: () => boolean;
  readonly isDead: () => boolean;
  /**
   * Resolves at once while the worker is at work, once it is thawed if it is frozen, and never if it is dead.
   * @throws {BuriedError} once the worker is buried.
   */
  readonly pass: () => Promise<void>;
  readonly die: () => void;
  readonly freeze: (untilMs: number) => void;
  readonly thaw: (nowMs: number) => void;
  /** Makes every waiting `pass` throw, so that timers of the waiting code are freed. */
  readonly bury: () => void;
};

export class BuriedError extends Error {
  override readonly name = 'BuriedError';
}

export function createLife(onChange: () => void): Life {
  let state: 'at work' | 'frozen' | 'dead' | 'buried' = 'at work';
  let frozenUntilMs = 0;
  let change = Promise.withResolvers<void>();
  const become = (next: typeof state): void => {
    state = next;
    onChange();
    change.resolve();
    change = Promise.withResolvers();
  };
  return {
    isAtWork: () => state === 'at work',
    isDead: () => state === 'dead' || state === 'buried',
    pass: async () => {
      while (state === 'frozen' || state === 'dead') await change.promise;
      if (state === 'buried') throw new BuriedError('the worker is gone');
    },
    die: () => become('dead'),
    freeze: (untilMs) => {
      if (state === 'dead' || state === 'buried') return;
      frozenUntilMs = untilMs;
      become('frozen');
    },
    thaw: (nowMs) => {
      if (state === 'frozen' && nowMs >= frozenUntilMs) become('at work');
    },
    bury: () => become('buried'),
  };
}
