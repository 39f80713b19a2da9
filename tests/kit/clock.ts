/** The time of a pipeline in one process: that of this machine, and what a test has let pass. */
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
