import type { Row } from './table.ts';

/** Field values by field id, encoded as in the API. */
export type Values = ReadonlyMap<number, string>;
export type ContainerType = 'root' | 'release' | 'test-cycle' | 'test-suite';
export type Container = { readonly type: ContainerType; readonly id: number };

/** Times are epoch milliseconds. */
type Dated = Row & { readonly createdAt: number; modifiedAt: number };
type Named = Dated & { name: string; order: number };
type Contained = Named & { container: Container };

export type ModuleRow = Named & { description: string; parentId: number | null };
export type CycleRow = Contained & {
  description: string;
  targetReleaseId: number | null;
  targetBuildId: number | null;
};
export type SuiteRow = Contained & {
  targetReleaseId: number | null;
  targetBuildId: number | null;
  values: Values;
};
export type ReleaseRow = Named & {
  description: string;
  note: string;
  startDate: string | null;
  endDate: string | null;
  values: Values;
};
export type BuildRow = Named & { readonly releaseId: number; values: Values };
export type RequirementRow = Named & { parentId: number | null; values: Values };
export type DefectRow = Dated & { readonly submitterId: number; values: Values };

export type StepRow = {
  readonly id: number;
  readonly description: string;
  readonly expected: string;
  readonly order: number;
  readonly calledTestCaseId: number | null;
};
/** The content of a test case is kept for each version; the last one is current. */
export type VersionRow = {
  readonly id: number;
  readonly major: number;
  readonly minor: number;
  readonly name: string;
  readonly description: string;
  readonly precondition: string;
  readonly values: Values;
  readonly steps: readonly StepRow[];
};
export type CaseRow = Dated & {
  readonly creatorId: number;
  parentId: number;
  order: number;
  versions: VersionRow[];
};

export type RunRow = Contained & {
  readonly creatorId: number;
  readonly caseId: number;
  versionId: number;
  values: Values;
};
export type StepLogRow = {
  readonly id: number;
  readonly stepId: number;
  readonly order: number;
  readonly statusId: number;
  readonly actualResult: string;
  readonly exeDate: number | null;
  readonly calledTestCaseId: number | null;
  readonly parentStepId: number | null;
};
export type LogRow = Dated & {
  readonly runId: number;
  readonly versionId: number;
  readonly number: number;
  readonly buildNumber: string | null;
  readonly buildUrl: string | null;
  readonly submitterId: number;
  statusId: number;
  start: number;
  end: number;
  note: string;
  plannedTime: number | null;
  actualTime: number | null;
  values: Values;
  stepLogs: readonly StepLogRow[];
};

export type AttachmentRow = Row & {
  readonly ownerType: string;
  ownerId: number;
  readonly name: string;
  readonly contentType: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly authorId: number;
  readonly createdAt: number;
};
export type CommentRow = Dated & {
  readonly ownerType: string;
  readonly ownerId: number;
  readonly userId: number;
  content: string;
};
export type LinkRow = Row & {
  readonly fromType: string;
  readonly fromId: number;
  readonly toType: string;
  readonly toId: number;
  /** Jira key or pid of a defect that was linked by key. */
  readonly toKey: string | null;
};

export const containerPlace = ({ type, id }: Container): string => `${type}:${id}`;
export const ownerPlace = (ownerType: string, ownerId: number): string => `${ownerType}:${ownerId}`;
