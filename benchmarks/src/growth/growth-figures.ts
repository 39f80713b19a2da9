import type { GrowthSample } from './growth-sample.ts';

const MEGABYTE = 1024 * 1024;

export const PROCESSES = ['control-api', 'extractor', 'transformer', 'loader', 'redis'];

export const toPreparedRate = ({ records, preparedMs }: GrowthSample): number =>
  (records / preparedMs) * 1000;
/** Without the time in which the killed loader was missing. */
export const toLoadedRate = ({ records, loadedMs, resumedMs }: GrowthSample): number =>
  (records / (loadedMs - (resumedMs ?? 0))) * 1000;

/** In MB; null where the system does not tell. */
export function peakOf({ usage }: GrowthSample, process: string): number | null {
  const peaks = usage.flatMap(({ name, peakBytes }) =>
    name === process && peakBytes !== null ? [peakBytes] : [],
  );
  return peaks.length === 0 ? null : toMegabytes(Math.max(...peaks));
}

export const toMegabytes = (bytes: number): number => bytes / MEGABYTE;

/** In milliseconds; null where the API was never asked. */
export function answerAt({ answersMs }: GrowthSample, share: number): number | null {
  const sorted = answersMs.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? null;
}
