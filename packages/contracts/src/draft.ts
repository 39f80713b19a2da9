/**
 * Drafts are the result of transform and the input of load. They name fields and choices by label and parents by source
 * id, because target ids are known only while loading. A draft holds everything that validate compares.
 */

/** What kind of field to create on the target. */
export type FieldKind = 'text' | 'rich-text' | 'number' | 'checkbox' | 'date' | 'choice' | 'multi-choice';

export type FieldObject = 'test-cases' | 'test-suites' | 'test-runs' | 'releases';

export type DraftField = {
  /** Label of the target field. */
  readonly label: string;
  readonly kind: FieldKind;
  /** Readable texts: choice labels, `true`/`false`, ISO dates. More than one only for `multi-choice`. */
  readonly values: readonly string[];
  /** Name of the source field in the ledger; absent when the migration made the value itself. */
  readonly source?: string;
};

export type ModuleDraft = {
  readonly type: 'module';
  readonly sourceId: string;
  readonly sourceKey: string;
  readonly name: string;
  /** HTML, with the source stamp. */
  readonly description: string;
  readonly parentSourceId: string | null;
};

export type CycleFolderDraft = Omit<ModuleDraft, 'type'> & { readonly type: 'cycle-folder' };

export type DraftStep = {
  readonly description: string;
  readonly expected: string;
};

export type TestCaseDraft = {
  readonly type: 'test-case';
  readonly sourceId: string;
  readonly sourceKey: string;
  readonly name: string;
  readonly description: string;
  readonly precondition: string;
  /** Source id of the folder; null: the folder named after the project. */
  readonly folderSourceId: string | null;
  readonly steps: readonly DraftStep[];
  readonly fields: readonly DraftField[];
};

export type TestSuiteDraft = {
  readonly type: 'test-suite';
  readonly sourceId: string;
  readonly sourceKey: string;
  readonly name: string;
  /** Suites have no description: texts without a field go into the field `Zephyr details`. */
  readonly folderSourceId: string | null;
  readonly plannedStart: string | null;
  readonly plannedEnd: string | null;
  readonly fields: readonly DraftField[];
};

export type ReleaseDraft = {
  readonly type: 'release';
  readonly sourceId: string;
  readonly sourceKey: string;
  readonly name: string;
  readonly description: string;
};

export type DraftStepResult = {
  /** 0-based index of the target step. */
  readonly stepIndex: number;
  /** Status name in Zephyr, the worst of several results. */
  readonly status: string;
  /**
   * Zephyr gives no status for the step, so this is the status of the execution, or the one for a step that
   * was not executed.
   */
  readonly hasNoStatus?: true;
  readonly actualResult: string;
  /** 0-based indexes of the Zephyr step results it combines, whose files it gets; empty if Zephyr has no result for the step. */
  readonly sourceIndexes?: readonly number[];
  /** In drafts of earlier releases: the only such index. */
  readonly sourceIndex?: number;
};

/** Indexes of the Zephyr step results that a step's result combines. */
export const sourcesOf = ({ sourceIndexes, sourceIndex, stepIndex }: DraftStepResult): readonly number[] =>
  sourceIndexes ?? [sourceIndex ?? stepIndex];

export type TestLogDraft = {
  /** Status name in Zephyr; empty: it gives none. */
  readonly status: string;
  /** Lines of the mapping file for the statuses in the log, and for all others (`*`), when the record was transformed. */
  readonly statusMapping?: Readonly<Record<string, string>>;
  readonly start: string;
  readonly end: string;
  /** HTML; ends with the source stamp. */
  readonly note: string;
  readonly stepResults: readonly DraftStepResult[];
  readonly fields: readonly DraftField[];
};

export type ExecutionDraft = {
  readonly type: 'execution';
  readonly sourceId: string;
  readonly sourceKey: string;
  /**
   * `{cycle id or "adhoc"}|{test case key}|{environment or ""}`: executions with the same key share one test run, which
   * shows the key. If several environments have one name, all but the oldest appear as `{name} #{id}`.
   */
  readonly runKey: string;
  readonly runName: string;
  readonly runFields: readonly DraftField[];
  readonly testCaseKey: string;
  readonly cycleSourceId: string | null;
  /** null: never run, so a test run without a log. */
  readonly log: TestLogDraft | null;
};

export type AttachmentDraft = {
  readonly type: 'attachment';
  readonly sourceId: string;
  readonly sourceKey: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  /** Runs, suites and cycles cannot hold files on the target. Their files are skipped, or go to the log. */
  readonly owner:
    | { readonly kind: 'test-case'; readonly sourceId: string }
    | { readonly kind: 'test-step'; readonly sourceId: string; readonly stepIndex: number }
    | { readonly kind: 'test-log'; readonly sourceId: string }
    | { readonly kind: 'release'; readonly sourceId: string }
    | { readonly kind: 'test-step-log'; readonly sourceId: string; readonly stepIndex: number };
};

export type Draft =
  | ModuleDraft
  | CycleFolderDraft
  | TestCaseDraft
  | TestSuiteDraft
  | ReleaseDraft
  | ExecutionDraft
  | AttachmentDraft;
