/**
 * Target objects as read, whichever form the server uses, and the bodies that create them. What an answer does not
 * contain is null.
 */

/** A field value in a request: always text, encoded by the field's data type. */
export type PropertyWrite = { readonly field_id: number; readonly field_value: string };
export type PropertyRead = {
  readonly fieldId: number;
  readonly value: string | null;
  readonly valueName: string | null;
};

export type AllowedValue = {
  readonly id: number;
  readonly label: string;
  readonly isActive: boolean;
  readonly isDefault: boolean;
};

export type TargetField = {
  readonly id: number;
  readonly label: string;
  /** Stable key of a system field, such as `Status`. */
  readonly originalName: string | null;
  /** 1 text, 2 text area, 3 combo, 4 date, 5 user list, 6 rich text, 7 number, 8 check box, 9 date-time, 12 URL, 17 multi-select combo. */
  readonly dataType: number;
  /** Position among the fields of its object type; absent: the site does not tell it. */
  readonly order?: number | undefined;
  readonly isRequired: boolean;
  readonly isSystem: boolean;
  readonly isActive: boolean;
  /** In the API's encoding. A required date without a default has the day on which it was read. */
  readonly defaultValue: string | null;
  readonly allowedValues: readonly AllowedValue[];
};
export type FieldWrite = {
  readonly label: string;
  readonly dataType: number;
  readonly multiple?: boolean;
  /** Position among the fields of its object type. */
  readonly order?: number;
  readonly allowedValues?: readonly string[];
};

export type TargetStatus = {
  readonly id: number;
  readonly name: string;
  readonly isDefault: boolean;
  /** Inactive statuses appear in old logs and are refused in new ones. */
  readonly isActive: boolean;
};
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
  /** null: the answer did not contain steps, which come only on request. */
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
  /** Instants are ISO 8601 in UTC with whole seconds, whatever offset the server wrote. */
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

/** The field values of an object. */
export type FieldHolder = { readonly id: number; readonly properties: readonly PropertyRead[] };

export type TargetPage<Item> = { readonly items: readonly Item[]; readonly hasMore: boolean };

/** A suite, or a run without its test case. */
export type NamedWrite = { readonly name: string; readonly properties: readonly PropertyWrite[] };
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
/** The properties are those that the project requires. */
export type ReleaseWrite = DescribedWrite & { readonly properties: readonly PropertyWrite[] };
/** A module, a cycle or a release, without its place. */
export type DescribedWrite = { readonly name: string; readonly description: string };
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
