export type CustomFields = Record<string, unknown>;
export type LinkType = 'COVERAGE' | 'BLOCKS' | 'RELATED';
export type IssueLink = { id: number; issueId: number; type: LinkType };
/** `url` is free text. */
export type WebLink = { id: number; url: string; description: string | null; type: LinkType };

export type ZephyrCase = {
  id: number;
  key: string;
  /** Ids of the version records, oldest first. None equals `id`. */
  versionIds: number[];
  name: string;
  createdOn: string | null;
  /** Not returned; used by the `updatedAfter` filter. */
  updatedOn: string | null;
  objective: string | null;
  precondition: string | null;
  estimatedTimeMs: number | null;
  labels: string[];
  componentId: number | null;
  priorityId: number;
  statusId: number;
  folderId: number | null;
  ownerAccountId: string | null;
  script: ZephyrScript;
  customFields: CustomFields;
  issueLinks: IssueLink[];
  webLinks: WebLink[];
};

export type ZephyrScript =
  | { type: 'steps'; steps: ZephyrStep[] }
  | { type: 'plain' | 'bdd'; id: number; text: string };

export type ZephyrStep = ZephyrInlineStep | ZephyrCall;

export type ZephyrInlineStep = {
  kind: 'inline';
  id: number | null;
  description: string | null;
  testData: string | null;
  expectedResult: string | null;
  customFields: CustomFields;
};

/** A call to another test. */
export type ZephyrCall = {
  kind: 'call';
  id: number | null;
  testCaseKey: string;
  parameters: { name: string; type: 'MANUAL_INPUT' | 'DEFAULT_VALUE'; value: string }[];
};
