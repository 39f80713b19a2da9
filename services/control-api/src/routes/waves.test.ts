import { PHASES, type RunId, RunView, WaveSummary, WaveView } from '@z2q/contracts';
import { readConfig } from '@z2q/process';
import {
  cancelRun,
  claimBatch,
  failRun,
  finishRun,
  listDueBatches,
  markRunning,
  pauseRun,
  startRun,
} from '@z2q/store';
import { tempDir, waitFor } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { Config } from '../config.ts';
import { openTestApi, type TestApi } from '../open-test-api.ts';
import { loadMigration } from '../runs/load-migration.ts';
import { startControlApi } from '../start-control-api.ts';
import { driveWaves } from '../waves/drive-waves.ts';

const NOW = '2026-03-01T12:00:00.000Z';
/** An address without a Redis, so that no worker takes up anything. */
const NO_REDIS = { REDIS_URL: 'redis://127.0.0.1:1' };

const KEYS = ['AA', 'BB', 'CC', 'DD'];
const toProjects = (keys = KEYS) => keys.map((projectKey, at) => ({ projectKey, projectId: at + 1 }));

async function createWave({ call }: TestApi, body: object = {}): Promise<string> {
  const answer = await call('POST', '/v1/waves', { body: { projects: toProjects(), ...body } });
  expect(answer.statusCode).toBe(202);
  return answer.json().id;
}

const readWave = async ({ call }: Pick<TestApi, 'call'>, id: string): Promise<WaveView> =>
  WaveView.parse((await call('GET', `/v1/waves/${id}`)).json());

const statesOf = ({ items }: WaveView) => items.map(({ state }) => state);

const runOf = ({ items }: WaveView, key: string): RunId => {
  const runId = items.find(({ projectKey }) => projectKey === key)?.runId;
  if (!runId) throw new Error(`${key} has no run`);
  return runId;
};

const finish = ({ context }: TestApi, id: RunId, state: 'completed' | 'failed' = 'completed') =>
  context.store.write((tx) =>
    state === 'completed'
      ? finishRun(tx, id, state, NOW)
      : failRun(tx, id, 'Start it again.', { nowMs: Date.parse(NOW), settleMs: 0 }),
  );

test('so many runs as are wanted are under way at a time, and the next begins when one ends', async () => {
  await using api = await openTestApi(NO_REDIS);

  const id = await createWave(api, { atOnce: 2, name: 'Spring' });
  const begun = await readWave(api, id);
  await driveWaves(api.context);
  const untouched = await readWave(api, id);
  await finish(api, runOf(begun, 'AA'), 'failed');
  await driveWaves(api.context);
  const next = await readWave(api, id);

  expect(begun).toMatchObject({ name: 'Spring', state: 'queued', atOnce: 2, phases: PHASES, skipped: [] });
  expect(statesOf(begun)).toEqual(['queued', 'queued', 'waiting', 'waiting']);
  expect(untouched).toEqual(begun);
  expect(statesOf(next)).toEqual(['failed', 'queued', 'queued', 'waiting']);
  expect(next.state).toBe('running');
});

test('a wave is over when all of its projects are, and tells what came of them', async () => {
  await using api = await openTestApi(NO_REDIS);
  const id = await createWave(api, { atOnce: 4, phases: ['extract'] });

  for (const [at, key] of KEYS.entries()) {
    await finish(api, runOf(await readWave(api, id), key), at === 1 ? 'failed' : 'completed');
  }

  const list = (await api.call('GET', '/v1/waves')).json();
  const [summary] = WaveSummary.array().parse(list.items);
  expect((await readWave(api, id)).state).toBe('completed_with_failures');
  expect(summary).toMatchObject({
    id,
    state: 'completed_with_failures',
    phases: ['extract'],
    projects: { completed: 3, failed: 1 },
  });
});

test('a run that is being stopped says why, by itself and in its wave', async () => {
  await using api = await openTestApi(NO_REDIS);
  const { store } = api.context;
  const nowMs = Date.now();
  const id = await createWave(api, { atOnce: 2 });
  const begun = await readWave(api, id);
  await store.write(async (tx) => {
    const held = { owner: 'extractor-1', nowMs, leaseMs: 30_000 };
    for (const job of await listDueBatches(tx, ['extract'], nowMs, 9)) await claimBatch(tx, job, held);
    await failRun(tx, runOf(begun, 'AA'), 'The project is gone.', { nowMs, settleMs: 0 });
    await cancelRun(tx, runOf(begun, 'BB'), { nowMs, settleMs: 0 });
  });

  const { items } = await readWave(api, id);
  const run = (await api.call('GET', `/v1/runs/${runOf(begun, 'AA')}`)).json();

  const failed = { state: 'cancelling', stopping: { endsAs: 'failed', why: 'The project is gone.' } };
  expect(RunView.parse(run)).toMatchObject(failed);
  expect(items).toMatchObject([
    failed,
    { state: 'cancelling', stopping: { endsAs: 'cancelled', why: null } },
    { state: 'waiting', stopping: null },
    { state: 'waiting', stopping: null },
  ]);
});

test('two control APIs start nothing twice, and one that comes later goes on', async () => {
  await using dir = await tempDir();
  const env = { ...NO_REDIS, DATA_DIR: dir.path };
  await using api = await openTestApi(env);
  const id = await createWave(api, { atOnce: 2 });
  const begun = await readWave(api, id);
  await finish(api, runOf(begun, 'AA'));
  await finish(api, runOf(begun, 'BB'));
  await using other = await openTestApi(env);

  const looks = [api, other, api, other].map(({ context }) => driveWaves(context));
  await Promise.all(looks);

  const migrations = (await readWave(api, id)).items.map(({ migrationId }) => migrationId);
  const runs = await Promise.all(
    migrations.map(async (each) => (await api.call('GET', `/v1/migrations/${each}`)).json().runs.length),
  );
  expect(runs).toEqual([1, 1, 1, 1]);
  expect(statesOf(await readWave(other, id))).toEqual(['completed', 'completed', 'queued', 'queued']);
});

test('what a process that is gone had not begun is begun by the next one', async () => {
  await using dir = await tempDir();
  const env = { ...NO_REDIS, DATA_DIR: dir.path };
  const first = await openTestApi(env);
  const id = await createWave(first);
  await finish(first, runOf(await readWave(first, id), 'AA'));
  await first[Symbol.asyncDispose]();

  await using second = await openTestApi(env);
  await driveWaves(second.context);

  expect(statesOf(await readWave(second, id))).toEqual(['completed', 'queued', 'waiting', 'waiting']);
});

test('a run that waits for a person lets the next one begin; one that waits for a site keeps its place', async () => {
  await using api = await openTestApi(NO_REDIS);
  const id = await createWave(api);
  const begun = await readWave(api, id);
  const away = { reason: 'target_unreachable', resumeAt: 0 } as const;

  await api.context.store.write((tx) => pauseRun(tx, runOf(begun, 'AA'), away));
  await driveWaves(api.context);
  const keeping = await readWave(api, id);
  await api.call('POST', `/v1/runs/${runOf(begun, 'AA')}/pause`);
  await driveWaves(api.context);
  const goingOn = await readWave(api, id);

  expect(statesOf(keeping)).toEqual(['paused', 'waiting', 'waiting', 'waiting']);
  expect(keeping.state).toBe('paused');
  expect(statesOf(goingOn)).toEqual(['paused', 'queued', 'waiting', 'waiting']);
  expect(goingOn.items[0]?.pauseReason).toBe('operator');
});

test('projects that are on the target by another migration are refused by name, and nothing is made', async () => {
  await using api = await openTestApi(NO_REDIS);
  await createWave(api, { projects: toProjects(['AA', 'BB']), atOnce: 2 });
  const before = (await api.call('GET', '/v1/migrations')).json().items.length;

  const refused = await api.call('POST', '/v1/waves', { body: { projects: toProjects() } });

  expect(refused.json()).toMatchObject({
    status: 409,
    code: 'twin_migration',
    errors: [{ field: 'AA' }, { field: 'BB' }],
    fix: expect.stringContaining('"projects"'),
  });
  expect((await api.call('GET', '/v1/migrations')).json().items).toHaveLength(before);
  expect((await api.call('GET', '/v1/waves')).json().items).toHaveLength(1);
});

test('a project that cannot be begun when its turn comes says why, and holds up no other', async () => {
  await using api = await openTestApi(NO_REDIS);
  const id = await createWave(api);
  const twin = { source: { projectKey: 'BB' }, target: { projectId: 2 } };
  const { id: twinId } = (await api.call('POST', '/v1/migrations', { body: twin })).json();
  await api.call('POST', `/v1/migrations/${twinId}/runs`);
  await finish(api, runOf(await readWave(api, id), 'AA'));

  await driveWaves(api.context);

  const { items } = await readWave(api, id);
  expect(items).toMatchObject([
    { state: 'completed', why: null },
    { state: 'failed', runId: null, why: expect.stringContaining(twinId) },
    { state: 'queued' },
    { state: 'waiting' },
  ]);
});

test('a project that somebody runs by itself waits for the end of that, and lets the others pass', async () => {
  await using api = await openTestApi(NO_REDIS);
  const id = await createWave(api);
  const begun = await readWave(api, id);
  const own = begun.items[1]?.migrationId;
  if (!own) throw new Error('There is no second project');
  const ownRun = await api.context.store.write(async (tx) => {
    const run = await startRun(tx, await loadMigration(tx, own), 'migrate', ['extract'], NOW);
    await markRunning(tx, run.id, NOW);
    return run.id;
  });

  await finish(api, runOf(begun, 'AA'));
  await driveWaves(api.context);
  const passed = await readWave(api, id);
  await finish(api, ownRun);
  await finish(api, runOf(passed, 'CC'));
  await driveWaves(api.context);

  expect(statesOf(passed)).toEqual(['completed', 'waiting', 'queued', 'waiting']);
  expect(statesOf(await readWave(api, id))).toEqual(['completed', 'queued', 'completed', 'waiting']);
});

test('a wave that is cancelled begins nothing more', async () => {
  await using api = await openTestApi(NO_REDIS);
  const id = await createWave(api);
  await finish(api, runOf(await readWave(api, id), 'AA'));
  await driveWaves(api.context);

  const cancelled = await api.call('POST', `/v1/waves/${id}/cancel`);
  await driveWaves(api.context);
  const again = await api.call('POST', `/v1/waves/${id}/cancel`);

  expect(cancelled.statusCode).toBe(202);
  expect(statesOf(await readWave(api, id))).toEqual(['completed', 'cancelled', 'cancelled', 'cancelled']);
  expect(again.json()).toMatchObject({ status: 409, code: 'wave_not_unfinished' });
});

test('a body that means nothing is refused by the member that does not', async () => {
  await using api = await openTestApi(NO_REDIS);
  const [first] = toProjects();
  const bodies: readonly (readonly [body: object, field: string])[] = [
    [{ unknown: 1 }, 'unknown'],
    [{ projects: [] }, 'projects'],
    [{ projects: [first, first] }, 'projects'],
    [{ projects: [{ ...first, name: 'x' }] }, 'projects.0.name'],
    [{ projects: toProjects(), phases: ['load'] }, 'phases'],
    [{ projects: toProjects(), unmatched: 'skip' }, 'unmatched'],
    [{ projects: toProjects(), atOnce: 0 }, 'atOnce'],
  ];

  for (const [body, field] of bodies) {
    const refused = (await api.call('POST', '/v1/waves', { body })).json();

    expect(refused).toMatchObject({ status: 400, code: 'invalid_request' });
    expect(refused.errors).toContainEqual(expect.objectContaining({ field }));
  }
});

test('a wave nobody made is not found, and who made one is kept', async () => {
  await using api = await openTestApi(NO_REDIS);
  const unknown = '0198c0de-0000-7000-8000-000000000000';
  const id = await createWave(api);

  const answers = [
    await api.call('GET', `/v1/waves/${unknown}`),
    await api.call('POST', `/v1/waves/${unknown}/cancel`),
  ];

  for (const answer of answers) expect(answer.json()).toMatchObject({ status: 404, code: 'wave_not_found' });
  expect((await api.call('GET', '/v1/audit')).json().items).toMatchObject([
    {
      act: 'createWave',
      on: `wave ${id}`,
      who: expect.stringContaining('full'),
      detail: expect.stringMatching(/AA to 1 by migration .*DD to 4/),
    },
  ]);
});

test('a control API that is started goes on with waves by itself', async () => {
  await using dir = await tempDir();
  const env = { ...NO_REDIS, DATA_DIR: dir.path };
  await using api = await openTestApi(env);
  const id = await createWave(api);
  await finish(api, runOf(await readWave(api, id), 'AA'));

  await using _started = await startControlApi(readConfig(Config, { ...api.env, CONTROL_PORT: '0' }));

  await waitFor(async () => (await readWave(api, id)).items[1]?.state === 'queued', {
    what: 'the next run',
  });
});
