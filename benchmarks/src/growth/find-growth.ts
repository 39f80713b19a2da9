import { answerAt, PROCESSES, peakOf, toLoadedRate, toPreparedRate } from './growth-figures.ts';
import type { GrowthSample } from './growth-sample.ts';

/** What any size may take. */
const MOST = {
  /** Of a process, in MB. */
  memory: 200,
  /** Of `GET /v1/runs/:id`, half of the time, in milliseconds. */
  answerMs: 20,
  loopDelayMs: 200,
  resumedMs: 10_000,
};
/** What is left of the smallest size's records a second. */
const LEAST_OF_SPEED = 0.75;

/** What grows with the size of a migration and should not, as sentences; empty when nothing does. */
export function findGrowth(samples: readonly GrowthSample[]): readonly string[] {
  const [smallest] = samples.toSorted((left, right) => left.executions - right.executions);
  return samples.flatMap((sample) => {
    const size = `${sample.executions.toLocaleString('en-US')} executions`;
    const killed = sample.resumedMs === null ? ['the loader was never killed'] : [];
    return [...killed, ...findTooMuch(sample), ...findTooSlow(smallest, sample)].map(
      (what) => `${size}: ${what}`,
    );
  });
}

function findTooMuch(sample: GrowthSample): readonly string[] {
  const figures = [
    ...PROCESSES.map((name) => ({
      what: `MB are used by the ${name}`,
      is: peakOf(sample, name),
      most: MOST.memory,
    })),
    {
      what: 'ms until GET /v1/runs/:id answers (median)',
      is: answerAt(sample, 0.5),
      most: MOST.answerMs,
    },
    ...Object.entries(sample.loopDelayMs).map(([name, is]) => ({
      what: `ms are turns of the ${name}'s event loop late`,
      is,
      most: MOST.loopDelayMs,
    })),
    { what: 'ms until a killed loader is replaced', is: sample.resumedMs, most: MOST.resumedMs },
  ];
  return figures
    .filter(({ is, most }) => is !== null && is > most)
    .map(({ what, is, most }) => `${is?.toFixed(0)} ${what}, at most ${most}`);
}

function findTooSlow(smallest: GrowthSample | undefined, sample: GrowthSample): readonly string[] {
  if (!smallest) return [];
  const speeds = [
    { what: 'extracts and transforms', rate: toPreparedRate },
    { what: 'loads', rate: toLoadedRate },
  ];
  return speeds
    .map(({ what, rate }) => ({ what, share: rate(sample) / rate(smallest) }))
    .filter(({ share }) => share < LEAST_OF_SPEED)
    .map(
      ({ what, share }) =>
        `${what} ${share.toFixed(2)} times the records a second of the smallest size, at least ${LEAST_OF_SPEED}`,
    );
}
