/** The parts of the target's objects that mapping reads; the target client's own shapes fit them. */

export type TargetFieldShape = {
  readonly id: number;
  readonly label: string;
  /** Stable key of a system field, such as `PlannedStartDateTestSuite`. */
  readonly originalName: string | null;
  readonly dataType: number;
  readonly isRequired: boolean;
  readonly isActive: boolean;
  /** As it is sent. */
  readonly defaultValue: string | null;
  readonly allowedValues: readonly {
    readonly id: number;
    readonly label: string;
    readonly isActive: boolean;
    readonly isDefault: boolean;
  }[];
};

export type StatusShape = {
  readonly id: number;
  readonly name: string;
  readonly isDefault: boolean;
  readonly isActive: boolean;
};
export type StepShape = { readonly id: number; readonly order: number };

/** Always text, encoded by the data type of the field. */
export type PropertyWrite = { readonly field_id: number; readonly field_value: string };

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
export type NamedWrite = { readonly name: string; readonly properties: readonly PropertyWrite[] };
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

export type PropertyRead = {
  readonly fieldId: number;
  readonly value: string | null;
  readonly valueName: string | null;
};
export type ReadTestCase = {
  readonly name: string;
  readonly moduleId: number | null;
  readonly description: string | null;
  readonly precondition: string | null;
  readonly properties: readonly PropertyRead[];
  readonly steps:
    | readonly { readonly order: number; readonly description: string; readonly expected: string }[]
    | null;
};
export type ReadNamed = { readonly name: string; readonly properties: readonly PropertyRead[] };
export type ReadDescribed = { readonly name: string; readonly description: string | null };
export type ReadLog = {
  readonly versionId: number | null;
  readonly statusId: number | null;
  readonly start: string | null;
  readonly end: string | null;
  readonly note: string | null;
  readonly properties: readonly PropertyRead[];
  readonly stepLogs:
    | readonly {
        readonly stepId: number | null;
        readonly statusId: number | null;
        readonly actualResult: string | null;
      }[]
    | null;
};
