import type { Readable } from 'node:stream';
import type {
  AttachmentOwner,
  FolderType,
  SourceExecution,
  SourceFolder,
  SourceTestCase,
  SourceTestCycle,
  SourceTestPlan,
} from '@z2q/contracts';

/** One page of a listing. `received` counts all items the server sent, readable or not, because paging advances by it. */
export type SourcePage<Item> = {
  readonly items: readonly Item[];
  readonly unreadable: readonly UnreadableItem[];
  readonly received: number;
  /** null: the server does not count. */
  readonly total: number | null;
  /** Whether to request another page. */
  readonly hasMore: boolean;
  readonly startAt: number;
  /** Page size that the server really used; it may be lower than requested. */
  readonly maxResults: number;
  /** The rest of the answer, without the items. */
  readonly envelope: unknown;
  /** In words, what belongs to the items and the site refuses to send with them. */
  readonly withheld?: string | undefined;
};

/** An item that cannot be read, named as well as possible, so that it becomes a stored failure instead of failing the page. */
export type UnreadableItem = {
  readonly sourceId: string;
  readonly sourceKey: string | null;
  readonly reason: string;
  readonly raw: unknown;
};

/** A record as received, with the few columns that the extractor queries. `raw` is what the server sent. */
export type ListedRecord = {
  readonly sourceId: string;
  readonly sourceKey: string;
  readonly raw: unknown;
  readonly folderId: string | null;
};
export type ListedExecution = ListedRecord & {
  readonly testCaseKey: string;
  readonly cycleId: string | null;
  readonly environmentId: string | null;
  readonly actualEnd: string | null;
};

export type ListedTestCase = ListedRecord & {
  readonly customFields: Readonly<Record<string, unknown>>;
  readonly labels: readonly string[];
};

/** Zephyr has no name for a project but its key. */
export type ListedProject = {
  readonly sourceId: string;
  readonly key: string;
  readonly isEnabled: boolean;
};
export type SourceProject = ListedProject & { readonly raw: unknown };

export type ReferenceKind =
  | 'priority'
  | 'environment'
  | 'status:TEST_CASE'
  | 'status:TEST_CYCLE'
  | 'status:TEST_PLAN'
  | 'status:TEST_EXECUTION';

/** A name that records refer to by id. */
export type SourceReference = {
  readonly kind: ReferenceKind;
  readonly sourceId: string;
  readonly name: string;
  readonly isDefault: boolean;
  readonly raw: unknown;
};

/** `envelopes`: the rest of each page's answer. */
export type ListedReferences = {
  readonly references: readonly SourceReference[];
  readonly envelopes: readonly { readonly kind: ReferenceKind; readonly raw: unknown }[];
};

/** Looks up a name by id; undefined when the project does not have the id. */
export type ReferenceNames = {
  readonly nameOf: (kind: ReferenceKind, id: string) => string | undefined;
  readonly isDefault: (kind: ReferenceKind, id: string) => boolean;
};

/** `raw` is the entry as received. */
export type ListedAttachment = {
  readonly attachmentId: string;
  readonly name: string;
  readonly raw: unknown;
};
/** `nameless` counts entries without an id, which cannot be downloaded; `rest` is the answer without its files. */
export type ListedAttachments = {
  readonly files: readonly ListedAttachment[];
  readonly nameless: number;
  readonly rest: unknown;
};

export type PageRequest = {
  readonly projectKey: string;
  readonly startAt: number;
  readonly maxResults: number;
};

/** The read side of Zephyr Scale; it can only GET. Every method throws `HttpError` (see `@z2q/http`) when it gets no answer. */
export type SourceClient = {
  /** Base URL without credentials, for messages. */
  readonly baseUrl: string;
  listProjects(signal?: AbortSignal): Promise<readonly ListedProject[]>;
  getProject(projectKey: string, signal?: AbortSignal): Promise<SourceProject>;
  listReferences(projectKey: string, signal?: AbortSignal): Promise<ListedReferences>;
  listFolders(projectKey: string, folderType: FolderType, signal?: AbortSignal): Promise<ListedFolders>;
  pageTestCases(page: PageRequest, signal?: AbortSignal): Promise<SourcePage<ListedTestCase>>;
  pageTestCycles(page: PageRequest, signal?: AbortSignal): Promise<SourcePage<ListedRecord>>;
  pageTestPlans(page: PageRequest, signal?: AbortSignal): Promise<SourcePage<ListedRecord>>;
  pageTestExecutions(page: PageRequest, signal?: AbortSignal): Promise<SourcePage<ListedExecution>>;
  /** The script of a listed case (all steps, over all pages), as received; stored beside `raw`. */
  getScript(
    testCase: { readonly sourceKey: string; readonly raw: unknown },
    signal?: AbortSignal,
  ): Promise<unknown>;
  /** All step results of an execution, as received. */
  getStepResults(
    execution: { readonly sourceKey: string; readonly raw: unknown },
    signal?: AbortSignal,
  ): Promise<unknown>;
  /**
   * Files of one owner; empty when it has none (Zephyr answers 404 for that). `ownerKey` is the key of the case, cycle,
   * plan or execution.
   */
  listAttachments(owner: AttachmentOwner, ownerKey: string, signal?: AbortSignal): Promise<ListedAttachments>;
  /** The bytes of one file. */
  download(
    owner: AttachmentOwner,
    ownerKey: string,
    attachmentId: string,
    signal?: AbortSignal,
  ): Promise<Readable>;
  /** Step ids in a script as received, in order; null where the server sent none. */
  stepIdsOfScript(script: unknown): readonly (string | null)[];
  stepIdsOfResults(stepResults: unknown): readonly (string | null)[];
  /** Conversions from answers to the canonical model. They throw `UnreadableRecordError`. */
  readonly read: {
    testCase(raw: unknown, script: unknown, names: ReferenceNames): SourceTestCase;
    testCycle(raw: unknown, names: ReferenceNames): SourceTestCycle;
    testPlan(raw: unknown, names: ReferenceNames): SourceTestPlan;
    testExecution(raw: unknown, stepResults: unknown, names: ReferenceNames): SourceExecution;
  };
};

export type ListedFolders = {
  readonly folders: readonly FolderRecord[];
  readonly unreadable: readonly UnreadableItem[];
  /** The rest of each page's answer. */
  readonly envelopes: readonly unknown[];
};

export type FolderRecord = Omit<SourceFolder, 'path'> & { readonly raw: unknown };
