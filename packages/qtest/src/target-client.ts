import type { Readable } from 'node:stream';
import type {
  AllowedValue,
  AttachmentHolder,
  Container,
  DescribedWrite,
  FieldHolder,
  FieldObject,
  FieldWrite,
  NamedWrite,
  ReleaseWrite,
  TargetAttachment,
  TargetCycle,
  TargetField,
  TargetLog,
  TargetModule,
  TargetPage,
  TargetProject,
  TargetRelease,
  TargetRun,
  TargetStatus,
  TargetStep,
  TargetSuite,
  TargetTestCase,
  TestCaseWrite,
  TestLogWrite,
} from '@z2q/contracts';

/**
 * One project in qTest Manager's API v3. Every method throws `HttpError`, with recovery `in-doubt` if a write may have
 * been applied. `list…` methods read all pages, whatever page size the server really uses.
 */
export type TargetClient = {
  readonly baseUrl: string;
  readonly projectId: number;
  getProject(signal?: AbortSignal): Promise<TargetProject>;
  /** The account of the token, for the preflight. */
  whoAmI(signal?: AbortSignal): Promise<{ readonly id: number | null; readonly name: string }>;
  getPermissions(signal?: AbortSignal): Promise<unknown>;
  listStatuses(signal?: AbortSignal): Promise<readonly TargetStatus[]>;

  /** Whether the token may read and change the settings of fields. */
  mayManageFields(signal?: AbortSignal): Promise<boolean>;
  /** If the token may not manage fields: those that a test case shows, and none for other objects. */
  listFields(object: FieldObject, signal?: AbortSignal): Promise<readonly TargetField[]>;
  createField(object: FieldObject, field: FieldWrite, signal?: AbortSignal): Promise<TargetField>;
  deleteField(object: FieldObject, fieldId: number, signal?: AbortSignal): Promise<void>;
  /** Adds choices, 100 a request. */
  addAllowedValues(
    object: FieldObject,
    fieldId: number,
    labels: readonly string[],
    signal?: AbortSignal,
  ): Promise<readonly AllowedValue[]>;
  deleteAllowedValue(
    object: FieldObject,
    fieldId: number,
    valueId: number,
    signal?: AbortSignal,
  ): Promise<void>;

  /** One page of the objects with a value in a field, from the search index, which may lag behind. A site may refuse it. */
  searchFieldHolders(
    request: {
      readonly object: FieldObject;
      readonly fieldId: number;
      readonly page: number;
      readonly pageSize: number;
    },
    signal?: AbortSignal,
  ): Promise<TargetPage<FieldHolder>>;

  /** Direct children of a module (null: the top level). */
  listModules(parentId: number | null, signal?: AbortSignal): Promise<readonly TargetModule[]>;
  /** The tree below a module (null: the whole project). */
  listModuleTree(parentId: number | null, signal?: AbortSignal): Promise<readonly TargetModule[]>;
  getModule(id: number, signal?: AbortSignal): Promise<TargetModule>;
  createModule(
    module: DescribedWrite & { readonly parentId: number | null },
    signal?: AbortSignal,
  ): Promise<TargetModule>;
  updateModule(id: number, module: DescribedWrite, signal?: AbortSignal): Promise<TargetModule>;
  moveModule(id: number, parentId: number, signal?: AbortSignal): Promise<TargetModule>;
  /** Fails when something is left inside. */
  deleteModule(id: number, signal?: AbortSignal): Promise<void>;

  /** One page of test cases with properties and steps; `moduleId` null: of the whole project. `page` counts from 1. */
  pageTestCases(
    request: { readonly moduleId: number | null; readonly page: number; readonly size: number },
    signal?: AbortSignal,
  ): Promise<TargetPage<TargetTestCase>>;
  getTestCase(id: number, signal?: AbortSignal): Promise<TargetTestCase>;
  listVersionSteps(
    testCaseId: number,
    versionId: number,
    signal?: AbortSignal,
  ): Promise<readonly TargetStep[]>;
  createTestCase(testCase: TestCaseWrite, signal?: AbortSignal): Promise<TargetTestCase>;
  updateTestCase(id: number, testCase: TestCaseWrite, signal?: AbortSignal): Promise<TargetTestCase>;
  approveTestCase(id: number, signal?: AbortSignal): Promise<TargetTestCase>;
  deleteTestCase(id: number, signal?: AbortSignal): Promise<void>;

  /** The tree of cycles and suites below a container. */
  listCycleTree(parent: Container, signal?: AbortSignal): Promise<readonly TargetCycle[]>;
  listSuites(parent: Container, signal?: AbortSignal): Promise<readonly TargetSuite[]>;
  /** Not every site returns the content of the cycle; none returns its parent. */
  getCycle(id: number, signal?: AbortSignal): Promise<TargetCycle>;
  createCycle(
    cycle: DescribedWrite & { readonly parent: Container },
    signal?: AbortSignal,
  ): Promise<TargetCycle>;
  updateCycle(id: number, cycle: DescribedWrite, signal?: AbortSignal): Promise<TargetCycle>;
  moveCycle(id: number, parent: Container, signal?: AbortSignal): Promise<TargetCycle>;
  deleteCycle(id: number, signal?: AbortSignal): Promise<void>;
  getSuite(id: number, signal?: AbortSignal): Promise<TargetSuite>;
  createSuite(suite: NamedWrite & { readonly parent: Container }, signal?: AbortSignal): Promise<TargetSuite>;
  updateSuite(id: number, suite: NamedWrite, signal?: AbortSignal): Promise<TargetSuite>;
  moveSuite(id: number, parent: Container, signal?: AbortSignal): Promise<TargetSuite>;
  deleteSuite(id: number, signal?: AbortSignal): Promise<void>;

  listReleases(signal?: AbortSignal): Promise<readonly TargetRelease[]>;
  getRelease(id: number, signal?: AbortSignal): Promise<TargetRelease>;
  createRelease(release: ReleaseWrite, signal?: AbortSignal): Promise<TargetRelease>;
  updateRelease(id: number, release: ReleaseWrite, signal?: AbortSignal): Promise<TargetRelease>;
  deleteRelease(id: number, signal?: AbortSignal): Promise<void>;

  /** One page of runs directly in a container; `page` counts from 1, `pageSize` at most 999. */
  pageTestRuns(
    request: { readonly parent: Container; readonly page: number; readonly pageSize: number },
    signal?: AbortSignal,
  ): Promise<TargetPage<TargetRun>>;
  createTestRun(
    run: NamedWrite & {
      readonly testCaseId: number;
      readonly versionId: number | null;
      readonly parent: Container;
    },
    signal?: AbortSignal,
  ): Promise<TargetRun>;
  getTestRun(id: number, signal?: AbortSignal): Promise<TargetRun>;
  deleteTestRun(id: number, signal?: AbortSignal): Promise<void>;

  /** All logs of a run, with step logs. */
  listTestLogs(runId: number, signal?: AbortSignal): Promise<readonly TargetLog[]>;
  /** One page of all logs of the project from the search index, which may lag behind; with step logs and properties. A site may refuse it. */
  searchTestLogs(
    request: { readonly page: number; readonly pageSize: number },
    signal?: AbortSignal,
  ): Promise<TargetPage<TargetLog>>;
  /** One page of all runs of the project from the search index, which may lag behind. A site may refuse it. */
  searchTestRuns(
    request: { readonly page: number; readonly pageSize: number },
    signal?: AbortSignal,
  ): Promise<TargetPage<TargetRun>>;
  createTestLog(runId: number, log: TestLogWrite, signal?: AbortSignal): Promise<TargetLog>;

  listAttachments(
    holder: AttachmentHolder,
    ownerId: number,
    signal?: AbortSignal,
  ): Promise<readonly TargetAttachment[]>;
  /** Streams a file up. `open` is called again for each attempt. */
  uploadAttachment(
    file: {
      readonly holder: AttachmentHolder;
      readonly ownerId: number;
      readonly fileName: string;
      readonly contentType: string;
      readonly sizeBytes: number;
      readonly open: () => Readable;
    },
    signal?: AbortSignal,
  ): Promise<TargetAttachment>;
  downloadAttachment(
    holder: AttachmentHolder,
    ownerId: number,
    attachmentId: number,
    signal?: AbortSignal,
  ): Promise<Readable>;
  deleteAttachment(
    holder: AttachmentHolder,
    ownerId: number,
    attachmentId: number,
    signal?: AbortSignal,
  ): Promise<void>;
};
