/** The time of a pipeline: the time of this machine, plus what the test has skipped. */
export type Clock = {
  readonly now: () => Date;
  readonly advance: (ms: number) => void;
};

export function createClock(): Clock {
  let passedMs = 0;
  return {
    now: () => new Date(Date.now() + passedMs),
    advance: (ms) => {
      passedMs += ms;
    },
  };
}
