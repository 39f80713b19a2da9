import type { ZephyrAttachment } from './zephyr-attachment.ts';
import type { ZephyrCase } from './zephyr-case.ts';
import type { ZephyrCycle, ZephyrExecution, ZephyrPlan } from './zephyr-run.ts';

/**
 * All data of a stand-in Zephyr Scale. Ids are Zephyr's own numbers, instants are `yyyy-MM-ddTHH:mm:ssZ`, texts are
 * HTML. The data may change while it is served: added and removed records are noticed.
 */
export type ZephyrData = {
  projects: ZephyrProject[];
  users: ZephyrUser[];
  /** Jira issues that links refer to by id. */
  issues: JiraIssue[];
};

export type ZephyrProject = {
  id: number;
  jiraProjectId: number;
  key: string;
  enabled: boolean;
  statuses: ZephyrStatus[];
  priorities: ZephyrNamed[];
  environments: ZephyrNamed[];
  folders: ZephyrFolder[];
  components: JiraNamed[];
  jiraVersions: JiraNamed[];
  cases: ZephyrCase[];
  cycles: ZephyrCycle[];
  plans: ZephyrPlan[];
  executions: ZephyrExecution[];
  attachments: ZephyrAttachment[];
};

export type JiraNamed = { id: number; name: string };
export type JiraIssue = { id: number; key: string };
export type ZephyrUser = { accountId: string; displayName: string; emailAddress: string };

export type ZephyrNamed = {
  id: number;
  name: string;
  description: string | null;
  isDefault: boolean;
  color: string | null;
};

export const STATUS_TYPES = ['TEST_CASE', 'TEST_PLAN', 'TEST_CYCLE', 'TEST_EXECUTION'] as const;
export type StatusType = (typeof STATUS_TYPES)[number];
export type ZephyrStatus = ZephyrNamed & { statusType: StatusType };

export const FOLDER_TYPES = ['TEST_CASE', 'TEST_PLAN', 'TEST_CYCLE'] as const;
export type FolderType = (typeof FOLDER_TYPES)[number];
export type ZephyrFolder = {
  id: number;
  parentId: number | null;
  name: string;
  index: number;
  folderType: FolderType;
};
