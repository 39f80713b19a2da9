import type { ProcessUsage } from '../measure/process-usage.ts';

/** What a migration of so many executions took, phase by phase, and whether anything in it grows with its size. */
export type GrowthSample = {
  readonly executions: number;
  /** `completed`, or what was wrong: then the figures mean little. */
  readonly state: string;
  /** Distinct records of the source. */
  readonly records: number;
  /** Extracting and transforming, at the same time. */
  readonly preparedMs: number;
  readonly loadedMs: number;
  /** Peaks of all phases. A process that was killed counts with those that took its place. */
  readonly usage: readonly ProcessUsage[];
  readonly databaseBytes: number;
  /** SQLite's write-ahead log: what it once needed it keeps. */
  readonly logBytes: number;
  /** Of `GET /v1/runs/:id` while a run is on, asked twice a second. */
  readonly answersMs: readonly number[];
  /** Longest delay of a process's event loop that one in a hundred turns reached, of windows of ten seconds. */
  readonly loopDelayMs: Readonly<Record<string, number>>;
  /**
   * From `kill -9` of the only loader, in the middle of its work, to the first object that the next one makes; null where it was
   * never killed, because the work was done too soon.
   */
  readonly resumedMs: number | null;
};
