import type { FieldObject } from './draft.ts';

/** What was seen in one field of a project. Profiles of batches can be merged in any order. */
export type FieldProfile = {
  readonly object: FieldObject;
  /** Ledger name: `labels`, `customFields.Team`. */
  readonly field: string;
  readonly seen: {
    readonly text: number;
    readonly number: number;
    readonly boolean: number;
    readonly list: number;
    /** Texts that are dates without a time (or at midnight UTC). Also counted in `text`. */
    readonly date: number;
    /** Texts with markup or several lines. Also counted in `text`. */
    readonly rich: number;
  };
  /** What the newest run has seen, so that listing a project again does not count its values twice. */
  readonly inRun?: { readonly runId: string; readonly seen: FieldProfile['seen'] };
  readonly maxLength: number;
  /** Distinct texts and list members, sorted. */
  readonly distinct: readonly string[];
  /** There are more distinct values than are kept here, or one is too long for a choice. */
  readonly isCapped: boolean;
};
