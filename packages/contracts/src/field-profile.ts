import type { FieldObject } from './draft.ts';

/** What has been seen in one field of a project. Profiles of batches merge in any order to the same result. */
export type FieldProfile = {
  readonly object: FieldObject;
  /** Ledger name: `labels`, `customFields.Team`. */
  readonly field: string;
  readonly seen: {
    readonly text: number;
    readonly number: number;
    readonly boolean: number;
    readonly list: number;
    /** Texts that are dates without a time of day (or at midnight UTC). Counted in `text` too. */
    readonly date: number;
    /** Texts with markup, or more than one line. Counted in `text` too. */
    readonly rich: number;
  };
  /** What of it the newest listing of the project has shown: one that is listed again has no more values than before. */
  readonly inRun?: { readonly runId: string; readonly seen: FieldProfile['seen'] };
  readonly maxLength: number;
  /** Distinct texts and list members, sorted. */
  readonly distinct: readonly string[];
  /** There are more distinct values than are kept here, or one too long for a choice. */
  readonly isCapped: boolean;
};
