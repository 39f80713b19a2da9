/** A circuit breaker: when a service hangs, callers stop waiting for it one by one. */
export type Circuit = {
  /**
   * False while the circuit rests after a time-out. After the rest one caller may try again, and the others once that
   * one was answered.
   */
  mayTry(): boolean;
  /** Waits for the answer; rejects when it takes too long. */
  inTime<T>(answer: Promise<T>): Promise<T>;
};

export type CircuitOptions = {
  readonly patienceMs: number;
  readonly restMs: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
};

export function createCircuit({ patienceMs, restMs, now }: CircuitOptions): Circuit {
  /** undefined: the service answers. */
  let nextTryAt: number | undefined;

  return {
    mayTry: () => {
      if (nextTryAt === undefined) return true;
      if (now() < nextTryAt) return false;
      nextTryAt = now() + patienceMs;
      return true;
    },
    inTime: async (answer) => {
      const { promise: tooLate, reject } = Promise.withResolvers<never>();
      const giveUp = (): void => {
        nextTryAt = now() + restMs;
        reject(new Error(`No answer within ${patienceMs} ms`));
      };
      const timer = setTimeout(giveUp, patienceMs).unref();
      answer.catch(() => undefined);
      try {
        const value = await Promise.race([answer, tooLate]);
        nextTryAt = undefined;
        return value;
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
