import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { generateZephyrData } from '../zephyr-data/generate-zephyr-data.ts';
import { startZephyrSandbox, type ZephyrSandbox } from './start-zephyr-sandbox.ts';

type Page = {
  readonly startAt: number;
  readonly maxResults: number;
  readonly total: number;
  readonly isLast: boolean;
  readonly next: string | null;
  readonly nextStartAtId: number | null;
  readonly limit: number;
  readonly values: readonly { readonly id: number; readonly key: string }[];
};

describe('the Zephyr stand-in', () => {
  let sandbox: ZephyrSandbox;

  beforeEach(async () => {
    sandbox = await startZephyrSandbox({ data: generateZephyrData({ cases: 57, executions: 60 }) });
  });
  afterEach(() => sandbox.close());

  const get = (url: string, authorization = `Bearer ${sandbox.token}`) =>
    fetch(url.startsWith('http') ? url : sandbox.baseUrl + url, { headers: { authorization } });
  const getPage = async (url: string) => (await (await get(url)).json()) as Page;
  const theProject = () => {
    const [project] = sandbox.data.projects;
    if (project === undefined) throw new Error('no project');
    return project;
  };

  test('pages by ten unless asked for more', async () => {
    const page = await getPage('/testcases?projectKey=DEMO');

    expect(page.values).toHaveLength(10);
    expect(page).toMatchObject({ startAt: 0, maxResults: 10, total: 57, isLast: false });
  });

  test('never gives more than 1000 and says so', async () => {
    const page = await getPage('/testcases?projectKey=DEMO&maxResults=3000');

    expect(page).toMatchObject({ maxResults: 1000, total: 57, isLast: true, next: null });
  });

  test('pages as a site may that lowers sizes, wants multiples and tells little', async () => {
    Object.assign(sandbox.quirks, { maxPage: 5, wantsMultiples: true, leftOut: ['total', 'isLast', 'next'] });

    const page = await getPage('/testcases?projectKey=DEMO&startAt=20&maxResults=20');
    const refused = await get('/testcases?projectKey=DEMO&startAt=5&maxResults=20');

    expect(Object.keys(page)).toEqual(['startAt', 'maxResults', 'values']);
    expect(page).toMatchObject({ startAt: 20, maxResults: 5 });
    expect(page.values).toHaveLength(5);
    expect(refused.status).toBe(400);
  });

  test('gives every case once when offset pages are followed to the end', async () => {
    const keys: string[] = [];
    for (let next: string | null = '/testcases?projectKey=DEMO&maxResults=7'; next !== null; ) {
      const page: Page = await getPage(next);
      keys.push(...page.values.map(({ key }) => key));
      next = page.next;
    }

    expect(keys).toEqual(theProject().cases.map(({ key }) => key));
  });

  test('gives every execution once, by id, when cursor pages are followed to the end', async () => {
    const ids: number[] = [];
    for (let startAtId: number | null = 0; startAtId !== null; ) {
      const page: Page = await getPage(`/testexecutions/nextgen?limit=7&startAtId=${startAtId}`);
      expect(page).not.toHaveProperty('total');
      ids.push(...page.values.map(({ id }) => id));
      startAtId = page.nextStartAtId;
    }

    expect(ids).toEqual(theProject().executions.map(({ id }) => id));
  });

  test('gives all fifty steps in order', async () => {
    const page = await getPage('/testcases/DEMO-T1/teststeps?maxResults=1000');

    const script = theProject().cases[0]?.script;
    expect(page.values.map(({ id }) => id)).toEqual(
      script?.type === 'steps' ? script.steps.map(({ id }) => id) : [],
    );
    expect(page.values).toHaveLength(50);
  });

  test('names versions, not cases, in executions', async () => {
    const page = await getPage('/testexecutions?maxResults=1000');

    const caseIds = new Set(theProject().cases.map(({ id }) => id));
    for (const { testCase } of page.values as unknown as { testCase: { id: number; self: string } }[]) {
      expect(caseIds.has(testCase.id)).toBe(false);
      expect(testCase.self).toMatch(/\/testcases\/DEMO-T\d+\/versions\/\d+$/);
    }
  });

  test('answers 404 for an owner without files, and for one that does not exist', async () => {
    theProject().attachments = [];

    expect((await get('/testcases/DEMO-T1/attachments')).status).toBe(404);
    expect((await get('/testcases/DEMO-T9999/attachments')).status).toBe(404);
  });

  test('answers an empty page of steps for an execution without step results', async () => {
    const bare = theProject().executions.find(({ stepResults }) => stepResults.length === 0);

    const page = await getPage(`/testexecutions/${bare?.key}/teststeps`);

    expect(page).toMatchObject({ total: 0, isLast: true, values: [] });
  });

  test.each([
    ['/testcases', { error: expect.any(String) }],
    ['/testexecutions/nextgen', { error: expect.any(String) }],
    ['/folders', { errorCode: 401, message: expect.any(String) }],
    ['/testcycles/DEMO-R1/attachments', { errorCode: 401, message: expect.any(String) }],
  ])('answers 401 for %s in the form of that path', async (path, body) => {
    for (const authorization of ['', 'Bearer x', 'Bearer a.b.c', `Bearer ${sandbox.token}x`]) {
      const answer = await get(path, authorization);

      expect(answer.status).toBe(401);
      expect(await answer.json()).toEqual(body);
    }
  });

  test('answers 403 for an unknown path', async () => {
    expect((await get('/nothing/here')).status).toBe(403);
  });

  test('hides the records of a project that is not enabled', async () => {
    theProject().enabled = false;

    expect((await get('/testcases?projectKey=DEMO')).status).toBe(404);
    expect((await get('/testcases/DEMO-T1')).status).toBe(404);
    expect(await (await get('/projects/DEMO')).json()).toMatchObject({ enabled: false });
  });

  test('filters executions by cycle, end and whether they are the last', async () => {
    const rerun = theProject().executions.filter(
      ({ testCaseKey, cycleId }) => testCaseKey === 'DEMO-T2' && cycleId === theProject().cycles[0]?.id,
    );

    const all = await getPage('/testexecutions?testCycle=DEMO-R1&testCase=DEMO-T2');
    const last = await getPage('/testexecutions?testCycle=DEMO-R1&testCase=DEMO-T2&onlyLastExecutions=true');
    const late = await getPage('/testexecutions?maxResults=1000&actualEndDateAfter=2026-02-02T00:00:00Z');

    expect(rerun.length).toBeGreaterThanOrEqual(3);
    expect(all.total).toBe(rerun.length);
    expect(last.values.map(({ id }) => id)).toEqual([rerun.at(-1)?.id]);
    expect(late.total).toBe(
      theProject().executions.filter(({ actualEndDate }) => (actualEndDate ?? '') > '2026-02-02T00:00:00Z')
        .length,
    );
  });

  test('serves what the data has become', async () => {
    const [first] = theProject().cases;
    if (first === undefined) throw new Error('no case');
    await get('/testcases/DEMO-T1');
    theProject().cases.push({ ...first, id: 5, key: 'DEMO-T500', name: 'Added while serving' });
    first.name = 'Renamed';

    expect(await (await get('/testcases/DEMO-T500')).json()).toMatchObject({ name: 'Added while serving' });
    expect(await (await get('/testcases/DEMO-T1')).json()).toMatchObject({ name: 'Renamed' });
  });

  test.for(['any-text', 'a.b', 'with.dots.but no JWT'])(
    'takes the token %j when it was given that one',
    async (token) => {
      const { data } = sandbox;
      await sandbox.close();
      sandbox = await startZephyrSandbox({ data, token });

      const [taken, refused] = await Promise.all([get('/projects'), get('/projects', `Bearer ${token}x`)]);

      expect([taken.status, refused.status]).toEqual([200, 401]);
    },
  );

  test('shows the same state until the data changes, and no token in it', async () => {
    const state = async () => (await fetch(`${sandbox.url}/__sandbox/state`)).text();
    const before = await state();
    await get('/testcases');

    expect(await state()).toBe(before);
    expect(before).not.toContain(sandbox.token);
    theProject().cases.pop();
    expect(await state()).not.toBe(before);
  });

  test('answers a fault in the manner of the API', async () => {
    sandbox.behaviour.faults = [{ kind: 'token-expired', path: '/v2/testcases' }];

    const answer = await get('/testcases');

    expect(answer.status).toBe(401);
    expect(await answer.json()).toEqual({ error: 'Token has expired' });
  });
});
