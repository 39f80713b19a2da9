/**
 * Drafts: what transform makes and load sends. They name fields, choices and parents symbolically (by label and by
 * source id), because target ids are known only while loading. A draft holds everything validate compares.
 */

/** What a field is on the target when it has to be made. */
export type FieldKind = 'text' | 'rich-text' | 'number' | 'checkbox' | 'date' | 'choice' | 'multi-choice';

export type FieldObject = 'test-cases' | 'test-suites' | 'test-runs' | 'releases';

export type DraftField = {
  /** Label of the target field. */
  readonly label: string;
  readonly kind: FieldKind;
  /** Text as a person reads it: choice labels, `true`/`false`, ISO dates. Several only for `multi-choice`. */
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
  /** Suites have no description: text that has no field goes into the field `Zephyr details`. */
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
  /** 0-based place of the target step. */
  readonly stepIndex: number;
  /** As Zephyr says it, the worst of several. */
  readonly status: string;
  /** Zephyr gives none for the step: it is that of the execution, or of what was not executed. */
  readonly hasNoStatus?: true;
  readonly actualResult: string;
  /** 0-based places of the Zephyr step results it is made of, whose files follow it; none where Zephyr has no result for the step. */
  readonly sourceIndexes?: readonly number[];
  /** The only one of those, in drafts of earlier releases. */
  readonly sourceIndex?: number;
};

/** Places of the Zephyr step results that a step's result is made of. */
export const sourcesOf = ({ sourceIndexes, sourceIndex, stepIndex }: DraftStepResult): readonly number[] =>
  sourceIndexes ?? [sourceIndex ?? stepIndex];

export type TestLogDraft = {
  /** As Zephyr says it; empty: it gives none. */
  readonly status: string;
  /** What the mapping file said of the statuses in the log, and of all others (`*`), when it was transformed. */
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
   * `{cycle id or "adhoc"}|{test case key}|{environment or ""}`: executions with the same key share one test run, which carries
   * it. Where several environments have one name, all but the oldest are `{name} #{id}` in it.
   */
  readonly runKey: string;
  readonly runName: string;
  readonly runFields: readonly DraftField[];
  readonly testCaseKey: string;
  readonly cycleSourceId: string | null;
  /** null: not yet run, so a test run without a log. */
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
  /** Runs, suites and cycles take no files on the target: files of theirs are skipped, or held by the log. */
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
