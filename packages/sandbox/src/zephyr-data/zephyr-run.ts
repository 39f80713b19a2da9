import type { CustomFields, IssueLink, WebLink } from './zephyr-case.ts';

export type ZephyrCycle = {
  id: number;
  key: string;
  name: string;
  updatedOn: string | null;
  description: string | null;
  statusId: number;
  folderId: number | null;
  jiraVersionId: number | null;
  plannedStartDate: string | null;
  plannedEndDate: string | null;
  ownerAccountId: string | null;
  customFields: CustomFields;
  issueLinks: IssueLink[];
  webLinks: WebLink[];
};

export type ZephyrPlan = {
  id: number;
  key: string;
  name: string;
  updatedOn: string | null;
  objective: string | null;
  statusId: number;
  folderId: number | null;
  ownerAccountId: string | null;
  labels: string[];
  customFields: CustomFields;
  issueLinks: IssueLink[];
  webLinks: WebLink[];
  cycleLinks: { id: number; testCycleId: number }[];
};

export type ZephyrExecution = {
  id: number;
  key: string;
  testCaseKey: string;
  /** Version of the case, from 1. */
  version: number;
  /** null: ad hoc. */
  cycleId: number | null;
  environmentId: number | null;
  jiraVersionId: number | null;
  statusId: number;
  updatedOn: string | null;
  actualEndDate: string | null;
  estimatedTimeMs: number | null;
  executionTimeMs: number | null;
  executedById: string | null;
  assignedToId: string | null;
  comment: string | null;
  automated: boolean;
  customFields: CustomFields;
  issueLinks: IssueLink[];
  stepResults: ZephyrStepResult[];
};

export type ZephyrStepResult = {
  id: number | null;
  description: string | null;
  testData: string | null;
  expectedResult: string | null;
  actualResult: string | null;
  testDataRowNumber: number | null;
  statusId: number;
};
