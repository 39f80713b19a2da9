import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json as readJson } from 'node:stream/consumers';
import {
  newMigrationId,
  newRunId,
  newWaveId,
  PHASES,
  type RunState,
  toWaveState,
  type WaveItem,
  type WaveItemState,
  type WaveView,
} from '@z2q/contracts';
import { freePort, tempDir } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { aRunView } from '../test-kit/a-run-view.ts';
import { type Outcome, runZ2q } from '../test-kit/run-z2q.ts';

const ID = newWaveId();
const KEYS = ['WEB', 'APP', 'PAY'];
const RUN_IDS = KEYS.map(() => newRunId());

/** The wave with its items in these states. */
const aWave = (...states: readonly WaveItemState[]): WaveView => ({
  id: ID,
  name: '3 projects',
  state: toWaveState(states),
  phases: [...PHASES],
  atOnce: 1,
  skipped: ['OLD'],
  createdAt: '2026-01-05T10:00:00.000Z',
  items: states.map((state, at) => toItem(state, at)),
});

const toItem = (state: WaveItemState, at: number): WaveItem => ({
  projectKey: KEYS[at] ?? '',
  projectId: at + 1,
  migrationId: newMigrationId(),
  runId: state === 'waiting' ? null : (RUN_IDS[at] ?? null),
  state,
  pauseReason: state === 'paused' ? 'failure_budget' : null,
  why: null,
});

type Api = Disposable & { readonly sent: unknown[]; z2q(...args: readonly string[]): Promise<Outcome> };

/**
 * A control API with one wave, of which each request for it shows the next view. `created`: the answer to its
 * creation.
 */
async function openApi(
  looks: readonly WaveView[],
  created: { readonly status: number; readonly body: object } = { status: 202, body: { id: ID } },
): Promise<Api> {
  const sent: unknown[] = [];
  let now = 0;
  const server = createServer(async (request, answer) => {
    const isPost = request.method === 'POST';
    if (isPost) sent.push(await readJson(request));
    const isRun = request.url?.startsWith('/v1/runs/');
    if (!isPost && !isRun) now += 1;
    const wave = looks[Math.min(now, looks.length) - 1];
    const run = wave?.items.find(({ runId }) => isRun && runId !== null && request.url?.endsWith(runId));
    answer.statusCode = isPost ? created.status : 200;
    answer.setHeader('content-type', 'application/json');
    const view = run && aRunView({ id: run.runId ?? newRunId(), state: run.state as RunState });
    answer.end(JSON.stringify(isPost ? created.body : (view ?? wave)));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const env = { CONTROL_URL: `http://127.0.0.1:${port}`, CONTROL_TOKEN: 'x' };
  return {
    sent,
    z2q: (...args) => runZ2q(args, { env }),
    [Symbol.dispose]: () => void server.close(),
  };
}

test('a wave is followed to its end, each project on its own line, and one that failed is told by the exit code', async () => {
  using api = await openApi([
    aWave('running', 'waiting', 'waiting'),
    aWave('running', 'waiting', 'waiting'),
    aWave('completed', 'failed', 'running'),
    aWave('completed', 'failed', 'completed'),
  ]);

  const { code, stdout, stderr } = await api.z2q('wave');

  expect(code).toBe(1);
  expect(api.sent).toEqual([{}]);
  expect(stderr).toMatch(/^WEB → qTest 1: running, .*load/m);
  expect(stderr).toMatch(/^PAY → qTest 3: running/m);
  expect(stderr).toMatch(/^APP → qTest 2: failed/m);
  expect(stdout).toContain('3 projects: completed with failures, 3 of 3 over: 2 completed, 1 failed');
  expect(stdout).toMatch(/^ {2}APP → qTest 2: failed$/m);
  expect(stdout).toContain('Left out, without a qTest project of their name: OLD');
});

test('with --json the end of the wave is printed as the API tells it, and nothing else', async () => {
  const end = aWave('completed', 'completed', 'completed');
  using api = await openApi([aWave('completed', 'completed', 'running'), end]);

  const { code, stdout, stderr } = await api.z2q('wave', '--json', '--at-once', '3', '--skip-unmatched');

  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(end)));
  expect(stderr).toBe('');
  expect(api.sent).toEqual([{ atOnce: 3, unmatched: 'skip' }]);
});

test('a file says which projects and how; flags win, and every fault of it is named', async () => {
  await using dir = await tempDir();
  using api = await openApi([aWave('completed')]);
  const file = dir.join('waves.yaml');
  const projects = [{ projectKey: 'WEB', projectId: 1 }];
  writeFileSync(file, JSON.stringify({ projects, atOnce: 2, options: { gate: 'before-load' } }));

  const { code, stdout } = await api.z2q('wave', '--file', file, '--at-once', '5', '--detach');
  writeFileSync(file, 'projects:\n  - { projectKey: web, projectId: 1 }\nspeed: 3\n');
  const bad = await api.z2q('wave', '--file', file);

  expect(code).toBe(0);
  expect(stdout).toContain(`wave --follow ${ID}`);
  expect(api.sent).toMatchObject([{ projects, atOnce: 5, options: { gate: 'before-load' } }]);
  expect(bad.code).toBe(2);
  expect(bad.stderr).toMatch(/projects\.0\.projectKey: must be a Jira project key.*/);
  expect(bad.stderr).toContain('speed');
});

test('projects without a target are named, with what to type, and the exit code says not allowed', async () => {
  const problem = {
    ...{ type: 'x', title: 'x', status: 409, code: 'unmatched_projects' },
    detail: 'Not every source project has one target project of its name: OLD (none).',
  };
  using api = await openApi([], { status: 409, body: problem });

  const { code, stderr } = await api.z2q('wave');

  expect(code).toBe(3);
  expect(stderr).toContain('OLD (none)');
  expect(stderr).toContain('--skip-unmatched');
});

test('a wave of which only a person can go on with the rest says so', async () => {
  using api = await openApi([aWave('completed', 'paused', 'completed')]);

  const { code, stdout, stderr } = await api.z2q('wave', '--follow', ID);

  expect(code).toBe(1);
  expect(api.sent).toEqual([]);
  expect(stdout).toContain('paused, 2 of 3 over');
  expect(stderr).toContain('waits for you');
});

test('a control API that does not answer, and an id that is none, have exit codes of their own', async () => {
  const env = { CONTROL_URL: `http://127.0.0.1:${await freePort()}`, CONTROL_TOKEN: 'x' };

  const unreached = await runZ2q(['wave'], { env });
  const misspelt = await runZ2q(['wave', '--follow', 'x'], { env });

  expect(unreached.code).toBe(3);
  expect(misspelt.code).toBe(2);
});
