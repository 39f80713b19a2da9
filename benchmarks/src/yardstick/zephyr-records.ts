/** What the script reads of Zephyr's answers. */
export type Link = { readonly id: number; readonly self: string } | null;
export type Named = { readonly id: number; readonly name: string; readonly default?: boolean };
export type Folder = { readonly id: number; readonly name: string; readonly parentId: number | null };
export type Fields = Readonly<Record<string, unknown>>;

export type Case = {
  readonly id: number;
  readonly key: string;
  readonly name: string;
  readonly objective: string | null;
  readonly precondition: string | null;
  readonly estimatedTime: number | null;
  readonly labels: readonly string[];
  readonly component: Link;
  readonly priority: Link;
  readonly status: Link;
  readonly folder: Link;
  readonly testScript: { readonly self: string };
  readonly customFields: Fields;
};
export type Step = {
  readonly id: number | null;
  readonly inline: {
    readonly description: string | null;
    readonly testData: string | null;
    readonly expectedResult: string | null;
  } | null;
  readonly testCase: { readonly testCaseKey: string } | null;
};
export type Script = { readonly text: string };

export type Cycle = {
  readonly id: number;
  readonly key: string;
  readonly name: string;
  readonly description: string | null;
  readonly status: Link;
  readonly folder: Link;
  readonly plannedStartDate: string | null;
  readonly plannedEndDate: string | null;
  readonly customFields: Fields;
};
export type Plan = { readonly key: string; readonly name: string; readonly objective: string | null };

export type Execution = {
  readonly id: number;
  readonly key: string;
  readonly testCase: { readonly self: string };
  readonly testCycle: Link;
  readonly environment: Link;
  readonly testExecutionStatus: Link;
  readonly actualEndDate?: string;
  readonly executionTime: number | null;
  readonly comment: string | null;
  readonly customFields: Fields;
};
export type StepResult = {
  readonly id: number | null;
  readonly inline: { readonly actualResult: string | null; readonly status: Link };
};
export type File = { readonly id: number; readonly name: string };
