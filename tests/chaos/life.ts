/** How a worker is: at work, standing still, or gone for ever. */
export type Life = {
  readonly isAtWork: () => boolean;
  readonly isDead: () => boolean;
  /**
   * What comes here goes on at once while the worker is at work, later when it stands still, and never when it is dead.
   * @throws {BuriedError} once nobody is interested any more.
   */
  readonly pass: () => Promise<void>;
  readonly die: () => void;
  readonly freeze: (untilMs: number) => void;
  readonly thaw: (nowMs: number) => void;
  /** Has all that waits end with an error, so that its timers are let go. */
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
