import { countEmptyList, downloadAttachment, listAttachments } from './attachments.ts';
import { listFolders } from './folders.ts';
import { createGetClient, type GetClientOptions } from './get-client.ts';
import { getProject, listProjects } from './projects.ts';
import { readTestCase } from './read-test-case.ts';
import { readTestCycle } from './read-test-cycle.ts';
import { readTestExecution } from './read-test-execution.ts';
import { readTestPlan } from './read-test-plan.ts';
import { listReferences } from './references.ts';
import { getScript } from './scripts.ts';
import type { SourceClient } from './source-client.ts';
import { stepIdsOfResults, stepIdsOfScript } from './step-ids.ts';
import { getStepResults } from './step-results.ts';
import { pageTestCases } from './test-cases.ts';
import { pageCyclesOrPlans } from './test-cycles-and-plans.ts';
import { createExecutionPages } from './test-executions.ts';

/** Client of Zephyr Scale Cloud, API v2. `close` ends its idle connections. */
export function createZephyrCloudClient(options: GetClientOptions): SourceClient & { close(): void } {
  const { onCall, ...others } = options;
  const client = createGetClient({
    ...others,
    ...(onCall ? { onCall: (call) => onCall(countEmptyList(call)) } : {}),
  });
  return {
    baseUrl: client.baseUrl,
    listProjects: (signal) => listProjects(client, signal),
    getProject: (projectKey, signal) => getProject(client, projectKey, signal),
    listReferences: (projectKey, signal) => listReferences(client, projectKey, signal),
    listFolders: (projectKey, folderType, signal) => listFolders(client, projectKey, folderType, signal),
    pageTestCases: (page, signal) => pageTestCases(client, page, signal),
    pageTestCycles: (page, signal) => pageCyclesOrPlans(client, '/testcycles', page, signal),
    pageTestPlans: (page, signal) => pageCyclesOrPlans(client, '/testplans', page, signal),
    pageTestExecutions: createExecutionPages(client),
    getScript: (testCase, signal) => getScript(client, testCase, signal),
    getStepResults: (execution, signal) => getStepResults(client, execution.sourceKey, signal),
    listAttachments: (owner, ownerKey, signal) => listAttachments(client, owner, ownerKey, signal),
    download: (owner, ownerKey, id, signal) => downloadAttachment(client, owner, ownerKey, id, signal),
    stepIdsOfScript,
    stepIdsOfResults,
    read: {
      testCase: readTestCase,
      testCycle: readTestCycle,
      testPlan: readTestPlan,
      testExecution: readTestExecution,
    },
    close: client.close,
  };
}
