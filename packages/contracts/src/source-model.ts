import type { AttachmentOwner } from './attachment-owner.ts';

/**
 * The canonical source model: the content of either Zephyr Scale API, with links resolved to names. Texts are HTML
 * exactly as received unless noted otherwise. Instants are ISO 8601 in UTC with whole seconds.
 */

export type FolderType = 'TEST_CASE' | 'TEST_CYCLE' | 'TEST_PLAN';

export type SourceFolder = {
  readonly sourceId: string;
  readonly name: string;
  /** `/a/b`, from the root. Siblings may share a name, so a path identifies a folder only for people. */
  readonly path: string;
  readonly parentId: string | null;
  readonly folderType: FolderType;
  readonly index: number;
};

/**
 * A member that is not in the form its API promises, as JSON text; the record is read without it. `isMended`: it was
 * read, with replacement signs for characters that no reader can store.
 */
export type OddMember = { readonly path: string; readonly received: string; readonly isMended?: true };

export type CustomFieldValue = string | number | boolean | null | readonly string[];
export type CustomFields = Readonly<Record<string, CustomFieldValue>>;

/** `type` is documented as COVERAGE, BLOCKS or RELATED; `target` is the issue's URL in Jira's REST API. */
export type IssueLink = {
  readonly issueId: string | null;
  readonly type: string | null;
  readonly target: string | null;
};
export type WebLink = {
  readonly url: string | null;
  readonly description: string | null;
  readonly type: string | null;
};

/** `type` is documented as MANUAL_INPUT or DEFAULT_VALUE. */
export type StepParameter = { readonly name: string; readonly value: string; readonly type: string | null };

export type SourceStep =
  | {
      readonly kind: 'inline';
      readonly stepId: string | null;
      readonly description: string | null;
      readonly testData: string | null;
      readonly expectedResult: string | null;
      readonly customFields: CustomFields;
      /** An internal reference of Zephyr, which its API does not explain. */
      readonly reflectRef: string | null;
    }
  | {
      readonly kind: 'call';
      readonly stepId: string | null;
      readonly testCaseKey: string;
      readonly parameters: readonly StepParameter[];
    };

export type SourceScript =
  | { readonly type: 'steps'; readonly steps: readonly SourceStep[] }
  | { readonly type: 'plain' | 'bdd'; readonly text: string };

export type SourceTestCase = {
  readonly sourceId: string;
  readonly key: string;
  readonly name: string;
  readonly createdOn: string | null;
  readonly objective: string | null;
  readonly precondition: string | null;
  readonly estimatedTimeMs: number | null;
  readonly labels: readonly string[];
  /** Jira component: its id if the name is not available. */
  readonly component: string | null;
  readonly priority: string | null;
  readonly status: string | null;
  readonly folderId: string | null;
  readonly ownerAccountId: string | null;
  readonly script: SourceScript;
  readonly customFields: CustomFields;
  readonly issueLinks: readonly IssueLink[];
  readonly webLinks: readonly WebLink[];
  readonly oddMembers: readonly OddMember[];
};

export type SourceTestCycle = {
  readonly sourceId: string;
  readonly key: string;
  readonly name: string;
  readonly description: string | null;
  readonly status: string | null;
  readonly folderId: string | null;
  readonly jiraVersionId: string | null;
  readonly plannedStart: string | null;
  readonly plannedEnd: string | null;
  readonly ownerAccountId: string | null;
  readonly customFields: CustomFields;
  readonly issueLinks: readonly IssueLink[];
  readonly webLinks: readonly WebLink[];
  readonly planIds: readonly string[];
  readonly oddMembers: readonly OddMember[];
};

export type SourceTestPlan = {
  readonly sourceId: string;
  readonly key: string;
  readonly name: string;
  readonly objective: string | null;
  readonly status: string | null;
  readonly folderId: string | null;
  readonly labels: readonly string[];
  readonly ownerAccountId: string | null;
  readonly customFields: CustomFields;
  readonly issueLinks: readonly IssueLink[];
  readonly webLinks: readonly WebLink[];
  readonly cycleIds: readonly string[];
  readonly oddMembers: readonly OddMember[];
};

export type SourceStepResult = {
  readonly stepResultId: string | null;
  readonly description: string | null;
  readonly testData: string | null;
  readonly expectedResult: string | null;
  readonly actualResult: string | null;
  readonly status: string | null;
  readonly testDataRow: number | null;
  /** As in a step. */
  readonly reflectRef: string | null;
};

export type SourceExecution = {
  readonly sourceId: string;
  readonly key: string;
  readonly testCaseKey: string;
  readonly testCaseVersion: number | null;
  /** Zephyr id of the cycle; null: an ad hoc execution. */
  readonly cycleId: string | null;
  /** Two environments may have the same name. */
  readonly environmentId: string | null;
  readonly environment: string | null;
  readonly status: string | null;
  /** Never run: the status is the project's default status of executions and there is no end. */
  readonly isUnexecuted: boolean;
  readonly actualEnd: string | null;
  readonly executionTimeMs: number | null;
  readonly estimatedTimeMs: number | null;
  readonly executedByAccountId: string | null;
  readonly assignedToAccountId: string | null;
  readonly comment: string | null;
  readonly automated: boolean | null;
  readonly jiraVersionId: string | null;
  readonly customFields: CustomFields;
  readonly issueLinks: readonly IssueLink[];
  readonly stepResults: readonly SourceStepResult[];
  readonly oddMembers: readonly OddMember[];
};

export type SourceAttachment = {
  /** `{kind}/{owner id}[/{step id}]/{Zephyr attachment id}`: Zephyr does not promise that its ids are unique across owners. */
  readonly sourceId: string;
  readonly attachmentId: string;
  readonly name: string;
  readonly owner: AttachmentOwner;
  /** Key of the test case, cycle, plan or execution that holds the file, directly or on a step. */
  readonly ownerKey: string;
};
