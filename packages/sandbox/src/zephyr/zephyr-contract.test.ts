import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createContract } from '../openapi/create-contract.ts';
import { generateZephyrData } from '../zephyr-data/generate-zephyr-data.ts';
import type { AttachmentOwner } from '../zephyr-data/zephyr-attachment.ts';
import { startZephyrSandbox, type ZephyrSandbox } from './start-zephyr-sandbox.ts';

const contract = createContract('zephyr-cloud');
const data = generateZephyrData({ attachments: 60 });
const [project] = data.projects;
if (project === undefined) throw new Error('no project was generated');
let sandbox: ZephyrSandbox;

beforeAll(async () => {
  sandbox = await startZephyrSandbox({ data });
});
afterAll(() => sandbox.close());

const get = (path: string) =>
  fetch(sandbox.baseUrl + path, { headers: { authorization: `Bearer ${sandbox.token}` } });

const ownerOf = (kind: AttachmentOwner['kind']): AttachmentOwner => {
  const found = project.attachments.find(({ owner }) => owner.kind === kind);
  if (found === undefined) throw new Error(`no file on a ${kind}`);
  return found.owner;
};
const attachmentIdOf = (kind: AttachmentOwner['kind']) =>
  project.attachments.find(({ owner }) => owner === ownerOf(kind))?.id;
const stepOf = (kind: 'test_step' | 'step_result') => {
  const owner = ownerOf(kind);
  return 'stepId' in owner ? `${owner.ownerId}/teststeps/${owner.stepId}` : '';
};
const keyOfCase = project.cases.find(({ id }) => id === ownerOf('test_case').ownerId)?.key;
const linkedIssue = data.issues.find(({ id }) =>
  project.cases.some(({ issueLinks }) => issueLinks.some(({ issueId }) => issueId === id)),
)?.key;

/** An example path for each operation of the description. */
const PATHS: Readonly<Record<string, string>> = {
  '/projects': '/projects',
  '/projects/{projectIdOrKey}': '/projects/DEMO',
  '/folders': '/folders?projectKey=DEMO&folderType=TEST_CASE&maxResults=1000',
  '/folders/{folderId}': `/folders/${project.folders[0]?.id}`,
  '/priorities': '/priorities?projectKey=DEMO',
  '/priorities/{priorityId}': `/priorities/${project.priorities[0]?.id}`,
  '/statuses': '/statuses?projectKey=DEMO&statusType=TEST_EXECUTION',
  '/statuses/{statusId}': `/statuses/${project.statuses[0]?.id}`,
  '/environments': '/environments?projectKey=DEMO',
  '/environments/{environmentId}': `/environments/${project.environments[0]?.id}`,
  '/testcases': '/testcases?projectKey=DEMO&maxResults=1000',
  '/testcases/nextgen': '/testcases/nextgen?projectKey=DEMO&limit=1000',
  '/testcases/{testCaseKey}': '/testcases/DEMO-T15',
  '/testcases/{testCaseKey}/links': '/testcases/DEMO-T18/links',
  '/testcases/{testCaseKey}/versions': '/testcases/DEMO-T19/versions',
  '/testcases/{testCaseKey}/versions/{version}': '/testcases/DEMO-T19/versions/2',
  '/testcases/{testCaseKey}/testscript': '/testcases/DEMO-T4/testscript',
  '/testcases/{testCaseKey}/teststeps': '/testcases/DEMO-T5/teststeps',
  '/testcases/{testCaseIdOrKey}/attachments': `/testcases/${keyOfCase}/attachments`,
  '/testcases/{testCaseKey}/attachments/{attachmentId}': `/testcases/${keyOfCase}/attachments/${attachmentIdOf('test_case')}`,
  '/testcases/{testCaseIdOrKey}/teststeps/{testStepId}/attachments': `/testcases/${stepOf('test_step')}/attachments`,
  '/testcases/{testCaseIdOrKey}/teststeps/{testStepId}/attachments/{attachmentId}': `/testcases/${stepOf('test_step')}/attachments/${attachmentIdOf('test_step')}`,
  '/testcycles': '/testcycles?projectKey=DEMO',
  '/testcycles/nextgen': '/testcycles/nextgen?projectKey=DEMO',
  '/testcycles/{testCycleIdOrKey}': '/testcycles/DEMO-R3',
  '/testcycles/{testCycleIdOrKey}/links': '/testcycles/DEMO-R3/links',
  '/testcycles/{testCycleIdOrKey}/attachments': `/testcycles/${ownerOf('test_cycle').ownerId}/attachments`,
  '/testcycles/{testCycleIdOrKey}/attachments/{attachmentId}': `/testcycles/${ownerOf('test_cycle').ownerId}/attachments/${attachmentIdOf('test_cycle')}`,
  '/testplans': '/testplans?projectKey=DEMO',
  '/testplans/nextgen': '/testplans/nextgen?projectKey=DEMO',
  '/testplans/{testPlanIdOrKey}': '/testplans/DEMO-P1',
  '/testplans/{testPlanIdOrKey}/attachments': `/testplans/${ownerOf('test_plan').ownerId}/attachments`,
  '/testplans/{testPlanIdOrKey}/attachments/{attachmentId}': `/testplans/${ownerOf('test_plan').ownerId}/attachments/${attachmentIdOf('test_plan')}`,
  '/testexecutions': '/testexecutions?projectKey=DEMO&maxResults=1000',
  '/testexecutions/nextgen': '/testexecutions/nextgen?projectKey=DEMO&limit=1000',
  '/testexecutions/{testExecutionIdOrKey}': '/testexecutions/DEMO-E1',
  '/testexecutions/{testExecutionIdOrKey}/teststeps': '/testexecutions/DEMO-E3/teststeps',
  '/testexecutions/{testExecutionIdOrKey}/links': '/testexecutions/DEMO-E3/links',
  '/testexecutions/{testExecutionIdOrKey}/attachments': `/testexecutions/${ownerOf('test_execution').ownerId}/attachments`,
  '/testexecutions/{testExecutionIdOrKey}/attachments/{attachmentId}': `/testexecutions/${ownerOf('test_execution').ownerId}/attachments/${attachmentIdOf('test_execution')}`,
  '/testexecutions/{testExecutionIdOrKey}/teststeps/{testStepId}/attachments': `/testexecutions/${stepOf('step_result')}/attachments`,
  '/testexecutions/{testExecutionIdOrKey}/teststeps/{testStepId}/attachments/{attachmentId}': `/testexecutions/${stepOf('step_result')}/attachments/${attachmentIdOf('step_result')}`,
  '/issuelinks/{issueKey}/testcases': `/issuelinks/${linkedIssue}/testcases`,
  '/issuelinks/{issueKey}/testcycles': `/issuelinks/${linkedIssue}/testcycles`,
  '/issuelinks/{issueKey}/testplans': `/issuelinks/${linkedIssue}/testplans`,
  '/issuelinks/{issueKey}/executions': `/issuelinks/${linkedIssue}/executions`,
  '/healthcheck': '/healthcheck',
};

describe('the answers of the Zephyr stand-in', () => {
  test('are tried for every operation but the export of Gherkin, which no extractor needs', () => {
    const described = contract.operations().map((operation) => operation.replace('GET ', ''));

    expect([...Object.keys(PATHS), '/automations/testcases'].sort()).toEqual(described.sort());
  });

  test.each(Object.entries(PATHS))('conform for %s', async (_template, path) => {
    const answer = await get(path);

    expect(answer.status).toBe(200);
    const isJson = answer.headers.get('content-type')?.includes('json') === true;
    const body = isJson ? await answer.json() : undefined;
    expect(contract.checkRequest({ method: 'GET', path })).toEqual([]);
    expect(contract.checkAnswer({ method: 'GET', path, status: 200, body })).toEqual([]);
  });

  test('conform for the script of every case', async () => {
    for (const { key, script } of project.cases) {
      const path = `/testcases/${key}/${script.type === 'steps' ? 'teststeps' : 'testscript'}`;

      const body = await (await get(path)).json();

      expect(contract.checkAnswer({ method: 'GET', path, status: 200, body })).toEqual([]);
    }
  });

  test('conform when they are refusals', async () => {
    const refused = [
      ['/testcases?maxResults=0', 400],
      ['/testcases?projectKey=NOPE', 404],
      ['/testcases/DEMO-T4/teststeps', 422],
      ['/testcases/DEMO-T3/teststeps', 422],
      ['/testcases/DEMO-T1/testscript', 422],
      ['/testexecutions/DEMO-E99999/links', 400],
      ['/statuses?statusType=TEST', 400],
    ] as const;
    for (const [path, status] of refused) {
      const answer = await get(path);

      const body = await answer.json();
      expect([path, answer.status]).toEqual([path, status]);
      expect(contract.checkAnswer({ method: 'GET', path, status, body })).toEqual([]);
    }
  });

  test('bring the bytes of every file', async () => {
    for (const { owner, id, name, sha256 } of project.attachments) {
      const collection = {
        test_case: 'testcases',
        test_step: 'testcases',
        test_cycle: 'testcycles',
        test_plan: 'testplans',
        test_execution: 'testexecutions',
        step_result: 'testexecutions',
      }[owner.kind];
      const step = 'stepId' in owner ? `/teststeps/${owner.stepId}` : '';
      const base = `/${collection}/${owner.ownerId}${step}/attachments`;

      const listed = (await (await get(base)).json()) as { attachments: { id: number; name: string }[] };
      const bytes = await (await get(`${base}/${id}`)).bytes();

      expect(listed.attachments).toContainEqual({ id, name });
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
    }
  });
});
