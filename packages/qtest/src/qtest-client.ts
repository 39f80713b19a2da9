import { createHttpClient, type HttpClientOptions } from '@z2q/http';
import { addAllowedValues, deleteAllowedValue } from './allowed-values.ts';
import { deleteAttachment, downloadAttachment, listAttachments, uploadAttachment } from './attachments.ts';
import { createCycle, deleteCycle, getCycle, listCycleTree, moveCycle, updateCycle } from './cycles.ts';
import { searchFieldHolders } from './field-holders.ts';
import { createField, deleteField, listFields, mayManageFields } from './fields.ts';
import {
  createModule,
  deleteModule,
  getModule,
  listModules,
  listModuleTree,
  moveModule,
  updateModule,
} from './modules.ts';
import { createProjectApi, type ProjectApi } from './project-api.ts';
import { getPermissions, getProject, listStatuses, whoAmI } from './projects.ts';
import { createRelease, deleteRelease, getRelease, listReleases, updateRelease } from './releases.ts';
import { createSuite, deleteSuite, getSuite, listSuites, moveSuite, updateSuite } from './suites.ts';
import type { TargetClient } from './target-client.ts';
import {
  approveTestCase,
  createTestCase,
  deleteTestCase,
  getTestCase,
  pageTestCases,
  updateTestCase,
} from './test-cases.ts';
import { createTestLog, listTestLogs, searchTestLogs } from './test-logs.ts';
import { createTestRun, deleteTestRun, getTestRun, pageTestRuns, searchTestRuns } from './test-runs.ts';
import { listVersionSteps } from './test-steps.ts';
import type { FileNameEncoding } from './to-file-name-header.ts';

export type QtestClientOptions = Omit<HttpClientOptions, 'side' | 'headers'> & {
  readonly projectId: number;
  /** Called for every request. */
  readonly token: () => string;
  readonly fileNameEncoding?: FileNameEncoding;
};

/** Client of one project of a qTest Manager site; `baseUrl` is the site. `close` ends its idle connections. */
export function createQtestClient(options: QtestClientOptions): TargetClient & { close(): void } {
  const { projectId, token, fileNameEncoding, ...rest } = options;
  const headers = () => ({ authorization: `Bearer ${token()}` });
  const http = createHttpClient({ ...rest, side: 'target', headers });
  const api = createProjectApi(http, projectId);
  return {
    baseUrl: http.baseUrl,
    projectId,
    getProject: (signal) => getProject(api, signal),
    whoAmI: (signal) => whoAmI(http, signal),
    getPermissions: (signal) => getPermissions(api, signal),
    listStatuses: (signal) => listStatuses(api, signal),
    ...fieldCalls(api),
    ...designCalls(api),
    ...executionCalls(api),
    ...attachmentCalls(api, fileNameEncoding),
    close: http.close,
  };
}

const fieldCalls = (api: ProjectApi) =>
  ({
    mayManageFields: (signal) => mayManageFields(api, signal),
    listFields: (object, signal) => listFields(api, object, signal),
    createField: (object, field, signal) => createField(api, object, field, signal),
    deleteField: (object, id, signal) => deleteField(api, object, id, signal),
    addAllowedValues: (object, id, labels, signal) => addAllowedValues(api, object, id, labels, signal),
    searchFieldHolders: (request, signal) => searchFieldHolders(api, request, signal),
    deleteAllowedValue: (object, id, value, signal) => deleteAllowedValue(api, object, id, value, signal),
  }) satisfies Partial<TargetClient>;

const designCalls = (api: ProjectApi) =>
  ({
    listModules: (parentId, signal) => listModules(api, parentId, signal),
    listModuleTree: (parentId, signal) => listModuleTree(api, parentId, signal),
    getModule: (id, signal) => getModule(api, id, signal),
    createModule: (module, signal) => createModule(api, module, signal),
    updateModule: (id, module, signal) => updateModule(api, id, module, signal),
    moveModule: (id, parentId, signal) => moveModule(api, id, parentId, signal),
    deleteModule: (id, signal) => deleteModule(api, id, signal),
    pageTestCases: (request, signal) => pageTestCases(api, request, signal),
    getTestCase: (id, signal) => getTestCase(api, id, signal),
    listVersionSteps: (id, versionId, signal) => listVersionSteps(api, id, versionId, signal),
    createTestCase: (testCase, signal) => createTestCase(api, testCase, signal),
    updateTestCase: (id, testCase, signal) => updateTestCase(api, id, testCase, signal),
    approveTestCase: (id, signal) => approveTestCase(api, id, signal),
    deleteTestCase: (id, signal) => deleteTestCase(api, id, signal),
  }) satisfies Partial<TargetClient>;

const executionCalls = (api: ProjectApi) =>
  ({
    listCycleTree: (parent, signal) => listCycleTree(api, parent, signal),
    getCycle: (id, signal) => getCycle(api, id, signal),
    createCycle: (cycle, signal) => createCycle(api, cycle, signal),
    updateCycle: (id, cycle, signal) => updateCycle(api, id, cycle, signal),
    moveCycle: (id, parent, signal) => moveCycle(api, id, parent, signal),
    deleteCycle: (id, signal) => deleteCycle(api, id, signal),
    listSuites: (parent, signal) => listSuites(api, parent, signal),
    getSuite: (id, signal) => getSuite(api, id, signal),
    createSuite: (suite, signal) => createSuite(api, suite, signal),
    updateSuite: (id, suite, signal) => updateSuite(api, id, suite, signal),
    moveSuite: (id, parent, signal) => moveSuite(api, id, parent, signal),
    deleteSuite: (id, signal) => deleteSuite(api, id, signal),
    listReleases: (signal) => listReleases(api, signal),
    getRelease: (id, signal) => getRelease(api, id, signal),
    createRelease: (release, signal) => createRelease(api, release, signal),
    updateRelease: (id, release, signal) => updateRelease(api, id, release, signal),
    deleteRelease: (id, signal) => deleteRelease(api, id, signal),
    pageTestRuns: (request, signal) => pageTestRuns(api, request, signal),
    createTestRun: (run, signal) => createTestRun(api, run, signal),
    getTestRun: (id, signal) => getTestRun(api, id, signal),
    deleteTestRun: (id, signal) => deleteTestRun(api, id, signal),
    listTestLogs: (runId, signal) => listTestLogs(api, runId, signal),
    searchTestLogs: (request, signal) => searchTestLogs(api, request, signal),
    searchTestRuns: (request, signal) => searchTestRuns(api, request, signal),
    createTestLog: (runId, log, signal) => createTestLog(api, runId, log, signal),
  }) satisfies Partial<TargetClient>;

const attachmentCalls = (api: ProjectApi, encoding: FileNameEncoding | undefined) =>
  ({
    listAttachments: (holder, ownerId, signal) => listAttachments(api, { holder, ownerId }, signal),
    uploadAttachment: (file, signal) => uploadAttachment(api, file, encoding, signal),
    downloadAttachment: (holder, ownerId, id, signal) =>
      downloadAttachment(api, { holder, ownerId }, id, signal),
    deleteAttachment: (holder, ownerId, id, signal) => deleteAttachment(api, { holder, ownerId }, id, signal),
  }) satisfies Partial<TargetClient>;
