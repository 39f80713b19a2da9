import type {
  ExecutionDraft,
  MappingFile,
  MigrationOptions,
  SourceTestCycle,
  TestCaseDraft,
} from '@z2q/contracts';
import type { FieldKindLookup } from '../fields/field-kinds.ts';

export type MappingContext = {
  readonly mapping: MappingFile;
  readonly options: MigrationOptions;
  readonly fieldKinds: FieldKindLookup;
};

/** Path of a folder by its id; undefined: no such folder was extracted. */
export type FolderPaths = { readonly folderPath: (folderId: string) => string | undefined };

export type FolderContext = MappingContext & {
  /** The parent that Zephyr names for a folder, even if the parent is unknown. */
  readonly statedParent: (folderId: string) => string | null;
};

export type TestCaseContext = MappingContext & FolderPaths;

export type TestCycleContext = MappingContext &
  FolderPaths & {
    /** A plan as shown to a person (`WEB-P1 Spring release`), by its id. */
    readonly planName: (planId: string) => string | undefined;
  };

export type TestPlanContext = MappingContext &
  FolderPaths & { readonly cycleName: (cycleId: string) => string | undefined };

export type ExecutionContext = MappingContext & {
  /** The draft of the executed case, by its key; undefined: there is none, so the execution fails. */
  readonly testCase: (testCaseKey: string) => Pick<TestCaseDraft, 'name' | 'steps'> | undefined;
  readonly cycle: (cycleId: string) => Pick<SourceTestCycle, 'plannedStart' | 'plannedEnd'> | undefined;
  /** Unique name of an environment in the project, see `createDistinctNames`. */
  readonly distinctEnvironment: (environmentId: string) => string;
  /** When the record was read, as ISO 8601; the last resort for a missing end. */
  readonly extractedAt: string;
};

export type AttachmentContext = {
  readonly options: MigrationOptions;
  /** The downloaded file; null: files are not wanted, or it was not available. */
  readonly file: { readonly sha256: string; readonly sizeBytes: number } | null;
  /** Drafts of the owners, by source id; undefined: there is none, so the attachment fails. */
  readonly testCase: (sourceId: string) => Pick<TestCaseDraft, 'steps'> | undefined;
  readonly execution: (sourceId: string) => Pick<ExecutionDraft, 'log'> | undefined;
};
