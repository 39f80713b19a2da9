import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { AttachmentOwner } from '@z2q/contracts';
import { createRateBudget } from '@z2q/http';
import { type Fault, generateZephyrData, startZephyrSandbox, type ZephyrSandbox } from '@z2q/sandbox';
import { createContract } from '@z2q/sandbox/openapi';
import { openRecordingProxy } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { createZephyrCloudClient } from './cloud-client.ts';
import type { ReferenceNames, SourceClient, SourcePage } from './source-client.ts';

const KEY = 'DEMO';
/** A small project with every kind of record. */
const SIZE = { cases: 26, executions: 30 };

type Open = AsyncDisposable & { readonly sandbox: ZephyrSandbox; readonly client: SourceClient };

async function open(faults: readonly Fault[] = []): Promise<Open> {
  await using stack = new AsyncDisposableStack();
  const sandbox = stack.use(await startZephyrSandbox({ data: generateZephyrData(SIZE) }));
  sandbox.behaviour.faults.push(...faults);
  const client = clientOf(sandbox);
  stack.defer(() => client.close());
  const owned = stack.move();
  return { sandbox, client, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

const clientOf = (sandbox: ZephyrSandbox, baseUrl = sandbox.baseUrl) =>
  createZephyrCloudClient({
    baseUrl,
    token: () => sandbox.token,
    budget: createRateBudget({ redis: null, key: 'test', maxRps: 0 }),
    concurrency: 8,
    timeoutMs: 5_000,
    retry: { baseMs: 5, capMs: 50 },
  });

async function allOf<Item>(getPage: (startAt: number) => Promise<SourcePage<Item>>): Promise<Item[]> {
  const items: Item[] = [];
  for (let startAt = 0; ; ) {
    const page = await getPage(startAt);
    expect(page.unreadable).toEqual([]);
    items.push(...page.items);
    startAt += page.received;
    if (!page.hasMore) return items;
  }
}

async function readNames(client: SourceClient): Promise<ReferenceNames> {
  const { references } = await client.listReferences(KEY);
  const find = (kind: string, id: string) =>
    references.find((reference) => reference.kind === kind && reference.sourceId === id);
  return {
    nameOf: (kind, id) => find(kind, id)?.name,
    isDefault: (kind, id) => find(kind, id)?.isDefault ?? false,
  };
}

/** Reads everything that a migration reads of a project, in pages of 7. */
async function readProject(client: SourceClient) {
  const page = (startAt: number) => ({ projectKey: KEY, startAt, maxResults: 7 });
  const names = await readNames(client);
  const cases = await allOf((startAt) => client.pageTestCases(page(startAt)));
  const cycles = await allOf((startAt) => client.pageTestCycles(page(startAt)));
  const plans = await allOf((startAt) => client.pageTestPlans(page(startAt)));
  const executions = await allOf((startAt) => client.pageTestExecutions(page(startAt)));
  return {
    project: await client.getProject(KEY),
    folders: (await client.listFolders(KEY, 'TEST_CASE')).folders,
    cases: await Promise.all(
      cases.map(async (listed) => client.read.testCase(listed.raw, await client.getScript(listed), names)),
    ),
    cycles: cycles.map(({ raw }) => client.read.testCycle(raw, names)),
    plans: plans.map(({ raw }) => client.read.testPlan(raw, names)),
    executions: await Promise.all(
      executions.map(async (listed) =>
        client.read.testExecution(listed.raw, await client.getStepResults(listed), names),
      ),
    ),
  };
}

test('projects are listed with what is said of Zephyr in them', async () => {
  await using kit = await open();
  const [project] = kit.sandbox.data.projects;
  if (!project) throw new Error('The data has no project');
  const others = Array.from({ length: 30 }, (_, at) => ({ ...project, id: 900 + at, key: `P${at}` }));
  kit.sandbox.data.projects.push(...others, { ...project, id: 990, key: 'OFF', enabled: false });

  const listed = await kit.client.listProjects();

  expect(listed).toHaveLength(32);
  expect(listed[0]).toEqual({ sourceId: String(project.id), key: KEY, isEnabled: true });
  expect(listed.filter(({ isEnabled }) => !isEnabled)).toMatchObject([{ key: 'OFF' }]);
});

test('a whole project is read as it is, whatever the size of its pages', async () => {
  await using opened = await open();
  const [data] = opened.sandbox.data.projects;

  const read = await readProject(opened.client);

  expect(read.project).toMatchObject({ key: KEY, isEnabled: true });
  expect(read.folders).toHaveLength(
    data?.folders.filter(({ folderType }) => folderType === 'TEST_CASE').length ?? -1,
  );
  expect(read.cases.map(({ key, name, objective }) => ({ key, name, objective }))).toEqual(
    data?.cases.map(({ key, name, objective }) => ({ key, name, objective })),
  );
  expect(
    read.cases.map(({ script }) => (script.type === 'steps' ? script.steps.length : script.text)),
  ).toEqual(data?.cases.map(({ script }) => (script.type === 'steps' ? script.steps.length : script.text)));
  expect(read.cycles.map(({ key }) => key)).toEqual(data?.cycles.map(({ key }) => key));
  expect(read.plans.map(({ key }) => key)).toEqual(data?.plans.map(({ key }) => key));
  expect(
    read.executions.map(({ key, testCaseKey, stepResults }) => [key, testCaseKey, stepResults.length]),
  ).toEqual(
    data?.executions.map(({ key, testCaseKey, stepResults }) => [key, testCaseKey, stepResults.length]),
  );
});

test.each(['total', 'isLast', 'next'] as const)(
  'a project is read whole from pages without %s',
  async (member) => {
    await using opened = await open();
    opened.sandbox.quirks.leftOut = [member];

    const read = await readProject(opened.client);

    expect(read.cases).toHaveLength(SIZE.cases);
    expect(read.executions).toHaveLength(SIZE.executions);
  },
);

test('a project is read whole from small pages that begin at multiples and tell nothing', async () => {
  await using opened = await open();
  Object.assign(opened.sandbox.quirks, {
    maxPage: 5,
    wantsMultiples: true,
    leftOut: ['total', 'isLast', 'next'],
  });
  const [data] = opened.sandbox.data.projects;

  const read = await readProject(opened.client);

  expect(read.cases.map(({ key }) => key)).toEqual(data?.cases.map(({ key }) => key));
  expect(read.cases.map(({ script }) => (script.type === 'steps' ? script.steps.length : 0))).toEqual(
    data?.cases.map(({ script }) => (script.type === 'steps' ? script.steps.length : 0)),
  );
  expect(read.executions).toHaveLength(SIZE.executions);
});

test('a folder without an id is told apart from those that can be read', async () => {
  await using opened = await open();
  const folders = opened.sandbox.data.projects[0]?.folders ?? [];
  const ofCases = folders.filter(({ folderType }) => folderType === 'TEST_CASE');
  if (ofCases[0]) ofCases[0].id = null as never;

  const listed = await opened.client.listFolders(KEY, 'TEST_CASE');

  expect(listed.folders).toHaveLength(ofCases.length - 1);
  expect(listed.unreadable).toMatchObject([
    { sourceId: 'TEST_CASE folder 0', reason: 'The folder has no id' },
  ]);
});

test.each([404, 503] as const)(
  'step results that answer %i are none only where Zephyr says so',
  async (status) => {
    const kind = status === 404 ? 'gateway-refusal' : 'server-error';
    await using opened = await open([{ kind, status, path: '/testexecutions/[^/]+/teststeps$' } as Fault]);

    const results = opened.client.getStepResults({ sourceKey: 'DEMO-E1', raw: null });

    if (status === 404) await expect(results).resolves.toMatchObject({ values: [] });
    else await expect(results).rejects.toMatchObject({ code: 'server_error' });
  },
);

test('every file is listed at its owner and comes with its bytes; an owner without files has none', async () => {
  await using opened = await open();
  const [data] = opened.sandbox.data.projects;
  const attachments = data?.attachments ?? [];
  const keys = new Map(
    [data?.cases, data?.cycles, data?.plans, data?.executions].flatMap((rows) =>
      (rows ?? []).map(({ id, key }) => [id, key] as const),
    ),
  );

  for (const { owner, id, name, sha256 } of attachments) {
    const ownerKey = keys.get(owner.ownerId) ?? '';
    const place = {
      ...owner,
      ownerId: String(owner.ownerId),
      ...('stepId' in owner ? { stepId: String(owner.stepId), stepIndex: 0 } : {}),
    } as AttachmentOwner;
    const listed = await opened.client.listAttachments(place, ownerKey);
    const bytes = await buffer(await opened.client.download(place, ownerKey, String(id)));

    expect(listed.files).toContainEqual({ raw: expect.anything(), attachmentId: String(id), name });
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
  }
  const without = data?.cases.find((row) => attachments.every(({ owner }) => owner.ownerId !== row.id));
  const none = { kind: 'test_case', ownerId: String(without?.id) } as const;
  expect(attachments.length).toBeGreaterThan(0);
  expect(await opened.client.listAttachments(none, without?.key ?? '')).toMatchObject({
    files: [],
    nameless: 0,
  });
});

test('every request is a GET that the API describes', async () => {
  await using stack = new AsyncDisposableStack();
  const sandbox = stack.use(await startZephyrSandbox({ data: generateZephyrData(SIZE) }));
  const proxy = stack.use(await openRecordingProxy(sandbox.url));
  const client = clientOf(sandbox, `${proxy.url}/v2`);
  stack.defer(() => client.close());
  const contract = createContract('zephyr-cloud');

  const { cases } = await readProject(client);
  await client.listAttachments({ kind: 'test_case', ownerId: '1' }, cases[0]?.key ?? '');

  const faults = proxy.requests.flatMap(({ method, path, body }) =>
    contract.checkRequest({ method, path: path.replace(/^\/v2/, ''), body }),
  );
  expect(faults).toEqual([]);
  expect(new Set(proxy.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
  expect(proxy.requests.length).toBeGreaterThan(50);
});

// Too few strikes, or too far apart, for one request to use up all its attempts.
test.each<[string, Fault]>([
  ['429 with seconds', { kind: 'too-many-requests', retryAfter: 1, times: 2 }],
  ['429 with 0', { kind: 'too-many-requests', retryAfter: 0, times: 1 }],
  ['429 with a date', { kind: 'too-many-requests', retryAfter: { dateInSeconds: 1 }, times: 1 }],
  ['429 without advice', { kind: 'too-many-requests', retryAfter: 'absent', times: 1 }],
  ['500', { kind: 'server-error', status: 500, every: 3, times: 4 }],
  ['502', { kind: 'server-error', status: 502, every: 3, times: 4 }],
  ['503', { kind: 'server-error', status: 503, every: 3, times: 4 }],
  ['resets before the answer', { kind: 'reset-before', every: 4, times: 4 }],
  ['resets after the answer was made', { kind: 'reset-after', every: 4, times: 4 }],
  ['JSON cut short', { kind: 'truncated-json', every: 4, times: 4 }],
  ['slowness', { kind: 'slow', delayMs: 50, every: 5 }],
])('the same is read through %s', async (_name, fault) => {
  await using faulty = await open([fault]);
  const before = { projectKey: KEY, startAt: 0, maxResults: 1000 };
  const [data] = faulty.sandbox.data.projects;

  const cases = await faulty.client.pageTestCases(before);
  const scripts = await Promise.all(cases.items.map((listed) => faulty.client.getScript(listed)));

  expect(cases.items.map(({ sourceKey }) => sourceKey)).toEqual(data?.cases.map(({ key }) => key));
  expect(scripts).toHaveLength(SIZE.cases);
});

test('an expired token is told apart, and no retry is wasted on it', async () => {
  await using opened = await open([{ kind: 'token-expired' }]);

  const call = opened.client.getProject(KEY);

  await expect(call).rejects.toMatchObject({
    details: { code: 'unauthorized', recovery: 'give-up', side: 'source' },
  });
  expect(opened.sandbox.stats.count()).toBe(1);
});
