import { z } from 'zod';

/** The members that are read from the files of a corpus folder; they contain more. */

const CustomFields = z.record(z.string(), z.unknown());

export const CorpusStep = z.union([
  z.object({ testCaseKey: z.string() }),
  z.object({
    description: z.string().nullable(),
    testData: z.string().nullable(),
    expectedResult: z.string().nullable(),
    customFields: CustomFields.default({}),
  }),
]);
export type CorpusStep = z.infer<typeof CorpusStep>;

export const CorpusCase = z.object({
  key: z.string(),
  id: z.number().nullable(),
  projectKey: z.string(),
  name: z.string(),
  folderId: z.number().nullable(),
  objective: z.string().nullable(),
  precondition: z.string().nullable(),
  estimatedTime: z.number().nullable(),
  priorityName: z.string().nullable(),
  statusName: z.string().nullable(),
  labels: z.array(z.string()),
  component: z.string().nullable(),
  customFields: CustomFields,
  createdOn: z.string().nullable(),
  steps: z.array(CorpusStep).nullable(),
  script: z.object({ type: z.enum(['plain', 'bdd']), text: z.string() }).nullable(),
  issueLinks: z.array(z.string()),
});
export type CorpusCase = z.infer<typeof CorpusCase>;

export const CorpusCycle = z.object({
  key: z.string(),
  id: z.number().nullable(),
  projectKey: z.string(),
  name: z.string(),
  folderId: z.number().nullable(),
  description: z.string().nullable(),
  statusName: z.string().nullable(),
  plannedStartDate: z.string().nullable(),
  plannedEndDate: z.string().nullable(),
  ownerId: z.string().nullable(),
});
export type CorpusCycle = z.infer<typeof CorpusCycle>;

export const CorpusExecution = z.object({
  key: z.string(),
  testCaseKey: z.string(),
  testCycleKey: z.string().nullable(),
  statusName: z.string().nullable(),
  environmentName: z.string().nullable(),
  actualEndDate: z.string().nullable(),
  executedById: z.string().nullable(),
  assignedToId: z.string().nullable(),
  executionTime: z.number().nullable(),
  automated: z.boolean(),
  comment: z.string().nullable(),
  issueLinks: z.array(z.string()),
  /** Status names of the case's steps, in order. */
  testScriptResults: z.array(z.string()).nullable(),
});
export type CorpusExecution = z.infer<typeof CorpusExecution>;

export const CorpusAttachment = z.object({
  id: z.number(),
  ownerType: z.enum(['teststep', 'execution', 'testcase']),
  ownerKey: z.string(),
  stepIndex: z.number().nullable(),
  fileName: z.string(),
  path: z.string(),
  sizeBytes: z.number(),
  sha256: z.string(),
});
export type CorpusAttachment = z.infer<typeof CorpusAttachment>;

export const CorpusFolder = z.object({
  id: z.number(),
  projectKey: z.string(),
  name: z.string(),
  parentId: z.number().nullable(),
  folderType: z.enum(['TEST_CASE', 'TEST_PLAN', 'TEST_CYCLE']),
  index: z.number().nullable(),
});

export const CorpusUser = z.object({
  accountId: z.string(),
  displayName: z.string(),
  emailAddress: z.string(),
});

/** An entry of a project's reference lists. */
export const CorpusNamed = z.object({
  id: z.number(),
  name: z.string(),
  description: z.string().nullish(),
  color: z.string().nullish(),
  default: z.boolean().default(false),
});
export type CorpusNamed = z.infer<typeof CorpusNamed>;
