import type { Readable } from 'node:stream';
import type { FieldObject } from '@z2q/contracts';

/** A field value on the wire: always text, encoded by the field's data type. */
export type PropertyWrite = { readonly field_id: number; readonly field_value: string };
export type PropertyRead = {
  readonly fieldId: number;
  readonly value: string | null;
  readonly valueName: string | null;
};

export type AllowedValue = { readonly id: number; readonly label: string; readonly isActive: boolean };

export type TargetField = {
  readonly id: number;
  readonly label: string;
  /** Stable key of a system field, such as `Status`. */
  readonly originalName: string | null;
  /** 1 text, 2 text area, 3 combo, 4 date, 5 user list, 6 rich text, 7 number, 8 check box, 9 date-time, 12 URL, 17 multi-select combo. */
  readonly dataType: number;
  readonly isRequired: boolean;
  readonly isSystem: boolean;
  readonly isActive: boolean;
  readonly allowedValues: readonly AllowedValue[];
};
export type FieldWrite = {
  readonly label: string;
  readonly dataType: number;
  readonly multiple?: boolean;
  readonly allowedValues?: readonly string[];
};

export type TargetStatus = { readonly id: number; readonly name: string; readonly isDefault: boolean };
export type TargetProject = { readonly id: number; readonly name: string };

export type ContainerType = 'root' | 'release' | 'test-cycle' | 'test-suite';
export type Container = { readonly type: ContainerType; readonly id: number };

export type TargetModule = {
  readonly id: number;
  readonly pid: string | null;
  readonly name: string;
  readonly description: string | null;
  readonly parentId: number | null;
  readonly children: readonly TargetModule[];
};
export type TargetStep = {
  readonly id: number;
  readonly order: number;
  readonly description: string;
  readonly expected: string;
  readonly calledTestCaseId: number | null;
};
export type TargetTestCase = {
  readonly id: number;
  readonly pid: string | null;
  readonly name: string;
  readonly moduleId: number | null;
  readonly versionId: number | null;
  readonly version: string | null;
  readonly description: string | null;
  readonly precondition: string | null;
  readonly properties: readonly PropertyRead[];
  /** null: the answer did not say (steps come only where asked for). */
  readonly steps: readonly TargetStep[] | null;
};
export type TargetCycle = {
  readonly id: number;
  readonly pid: string | null;
  readonly name: string;
  readonly description: string | null;
  readonly children: readonly TargetCycle[];
  readonly suites: readonly TargetSuite[];
};
export type TargetSuite = {
  readonly id: number;
  readonly pid: string | null;
  readonly name: string;
  readonly parent: Container | null;
  readonly properties: readonly PropertyRead[];
};
export type TargetRun = {
  readonly id: number;
  readonly pid: string | null;
  readonly name: string;
  readonly testCaseId: number | null;
  readonly versionId: number | null;
  readonly parent: Container | null;
  readonly properties: readonly PropertyRead[];
};
export type TargetStepLog = {
  readonly id: number | null;
  readonly stepId: number | null;
  readonly order: number | null;
  readonly statusId: number | null;
  readonly actualResult: string | null;
};
export type TargetLog = {
  readonly id: number;
  readonly runId: number | null;
  readonly versionId: number | null;
  readonly statusId: number | null;
  /** Instants, ISO 8601 UTC, whole seconds, whatever offset the server wrote. */
  readonly start: string | null;
  readonly end: string | null;
  readonly note: string | null;
  readonly properties: readonly PropertyRead[];
  readonly stepLogs: readonly TargetStepLog[] | null;
};
export type TargetRelease = {
  readonly id: number;
  readonly pid: string | null;
  readonly name: string;
  readonly description: string | null;
};
export type TargetAttachment = {
  readonly id: number;
  readonly name: string;
  readonly contentType: string | null;
  readonly ownerId: number | null;
};

export type AttachmentHolder = 'test-cases' | 'test-steps' | 'test-logs' | 'test-step-logs' | 'releases';

export type TargetPage<Item> = { readonly items: readonly Item[]; readonly hasMore: boolean };

export type TestCaseWrite = {
  readonly name: string;
  readonly parent_id: number;
  readonly description: string;
  readonly precondition: string;
  readonly properties: readonly PropertyWrite[];
  readonly test_steps: readonly {
    readonly description: string;
    readonly expected: string;
    readonly order: number;
  }[];
};
export type TestLogWrite = {
  readonly status: { readonly id: number };
  readonly exe_start_date: string;
  readonly exe_end_date: string;
  readonly test_case_version_id?: number;
  readonly note: string;
  readonly properties: readonly PropertyWrite[];
  readonly test_step_logs: readonly {
    readonly test_step_id: number;
    readonly status: { readonly id: number };
    readonly actual_result: string;
    readonly exe_date: string;
    readonly order: number;
  }[];
};

/**
 * qTest Manager API v3, one project. Every call throws `HttpError`: recovery `in-doubt` where a write may have been applied.
 * `list…` calls are read page by page until the server has no more, whatever page size it really uses.
 */
export type TargetClient = {
  readonly baseUrl: string;
  readonly projectId: number;
  getProject(signal?: AbortSignal): Promise<TargetProject>;
  /** Account behind the token, for preflight. */
  whoAmI(signal?: AbortSignal): Promise<{ readonly id: number | null; readonly name: string }>;
  getPermissions(signal?: AbortSignal): Promise<unknown>;
  listStatuses(signal?: AbortSignal): Promise<readonly TargetStatus[]>;

  listFields(object: FieldObject, signal?: AbortSignal): Promise<readonly TargetField[]>;
  createField(object: FieldObject, field: FieldWrite, signal?: AbortSignal): Promise<TargetField>;
  deleteField(object: FieldObject, fieldId: number, signal?: AbortSignal): Promise<void>;
  /** Adds choices, 100 a call. */
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

  /** Children of a module (null: top level), not deeper. */
  listModules(parentId: number | null, signal?: AbortSignal): Promise<readonly TargetModule[]>;
  /** The tree below a module (null: all of the project). */
  listModuleTree(parentId: number | null, signal?: AbortSignal): Promise<readonly TargetModule[]>;
  createModule(
    module: { readonly name: string; readonly description: string; readonly parentId: number | null },
    signal?: AbortSignal,
  ): Promise<TargetModule>;
  /** Fails when something is left in it. */
  deleteModule(id: number, signal?: AbortSignal): Promise<void>;

  /** One page of test cases with their properties and steps; `moduleId` null: of the whole project. `page` counts from 1. */
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
  createCycle(
    cycle: { readonly name: string; readonly description: string; readonly parent: Container },
    signal?: AbortSignal,
  ): Promise<TargetCycle>;
  deleteCycle(id: number, signal?: AbortSignal): Promise<void>;
  createSuite(
    suite: {
      readonly name: string;
      readonly properties: readonly PropertyWrite[];
      readonly parent: Container;
    },
    signal?: AbortSignal,
  ): Promise<TargetSuite>;
  updateSuite(
    id: number,
    suite: { readonly name: string; readonly properties: readonly PropertyWrite[] },
    signal?: AbortSignal,
  ): Promise<TargetSuite>;
  deleteSuite(id: number, signal?: AbortSignal): Promise<void>;

  listReleases(signal?: AbortSignal): Promise<readonly TargetRelease[]>;
  createRelease(
    release: { readonly name: string; readonly description: string },
    signal?: AbortSignal,
  ): Promise<TargetRelease>;
  updateRelease(
    id: number,
    release: { readonly name: string; readonly description: string },
    signal?: AbortSignal,
  ): Promise<TargetRelease>;
  deleteRelease(id: number, signal?: AbortSignal): Promise<void>;

  /** One page of runs directly in a container; `page` counts from 1, `pageSize` at most 999. */
  pageTestRuns(
    request: { readonly parent: Container; readonly page: number; readonly pageSize: number },
    signal?: AbortSignal,
  ): Promise<TargetPage<TargetRun>>;
  createTestRun(
    run: {
      readonly name: string;
      readonly testCaseId: number;
      readonly versionId: number | null;
      readonly properties: readonly PropertyWrite[];
      readonly parent: Container;
    },
    signal?: AbortSignal,
  ): Promise<TargetRun>;
  deleteTestRun(id: number, signal?: AbortSignal): Promise<void>;

  /** All logs of a run, with step logs. */
  listTestLogs(runId: number, signal?: AbortSignal): Promise<readonly TargetLog[]>;
  /** One page of all logs of the project from the search index, which may lag behind; with step logs and properties. */
  searchTestLogs(
    request: { readonly page: number; readonly pageSize: number },
    signal?: AbortSignal,
  ): Promise<TargetPage<TargetLog>>;
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
