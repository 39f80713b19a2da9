import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunView } from '@z2q/contracts';
import { createZephyrToken } from '@z2q/sandbox';
import { waitFor } from '@z2q/test-kit';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openScenario, type Scenario } from '../scenario/open-scenario.ts';
import { RUN_TIMEOUT_MS } from '../scenario/run-migration.ts';
import { tinyData } from '../scenario/small-data.ts';
import { dumpRedis } from './dump-redis.ts';

const tokens = { zephyr: createZephyrToken(), qtest: 'qtest-3f9c1a7e-secret' };
const WRONG_TOKEN = 'wrong-5d20be-guess';
const REPORT_FORMS = ['application/json', 'text/html', 'text/csv'];

let scenario: Scenario;
let secrets: Readonly<Record<string, string>>;
let runId: string;
const redisSamples: string[] = [];

/** A run in which as much as possible goes wrong, with all log levels. */
beforeAll(async () => {
  scenario = await openScenario({
    data: tinyData(),
    projects: 2,
    tokens,
    isTogether: true,
    env: { LOG_LEVEL: 'trace' },
  });
  secrets = toSecrets(scenario);
  scenario.zephyr.behaviour.faults = [
    { kind: 'server-error', status: 500, every: 17 },
    { kind: 'reset-before', every: 31 },
    { kind: 'truncated-json', every: 41 },
  ];
  scenario.qtest.behaviour.faults = [
    { kind: 'too-many-requests', retryAfter: 0, every: 19 },
    { kind: 'reset-after', every: 37 },
  ];
  scenario.qtest.refusals.replace([
    // Not among the first cases: if those were refused, the run would pause for a person.
    { objectType: 'test-cases', nameContains: 'script', message: 'Refused', status: 400 },
  ]);
  runId = await scenario.api.startRun(await scenario.migrateTo(1));
  await sampleRedisUntilOver();
  const strikes = [scenario.zephyr, scenario.qtest].flatMap(({ behaviour, stats }) =>
    behaviour.faults.map(stats.strikesOf),
  );
  expect(Math.min(...strikes)).toBeGreaterThan(0);
  await letTheTokensExpire();
});
afterAll(() => scenario[Symbol.asyncDispose]());

test('no token is in a file of the data directory, the database and its log among them', async () => {
  const files = await readAll(scenario.stack.dataDir);

  expect(files.map(({ name }) => name)).toContain('z2q.db');
  expect(findSecrets(files)).toEqual([]);
});

test('no token is in a log line of any service', async () => {
  const files = await readAll(scenario.stack.logDir);

  const written = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  expect(written).toBeGreaterThan(10_000);
  expect(findSecrets(files)).toEqual([]);
});

test('no token is in Redis, during the run or after it', async () => {
  const samples = redisSamples.map((sample, at) => ({ name: `sample ${at}`, bytes: Buffer.from(sample) }));

  expect(redisSamples.some((sample) => sample.includes(runId))).toBe(true);
  expect(findSecrets(samples)).toEqual([]);
});

test.each(REPORT_FORMS)('no token is in the report as %s', async (form) => {
  const report = await ask(`/v1/runs/${runId}/report`, { accept: form });

  expect(report.length).toBeGreaterThan(100);
  expect(findSecrets([{ name: form, bytes: Buffer.from(report) }])).toEqual([]);
});

test.each([
  ['GET', '/v1/runs/nobody', undefined],
  ['GET', '/v1/migrations?limit=many', undefined],
  ['POST', '/v1/migrations', { source: { projectKey: 'no' }, target: {}, token: 'x' }],
  ['POST', '/v1/migrations', '{"source":'],
  ['GET', '/metrics', undefined],
  ['GET', '/v1/workers', undefined],
  ['GET', '/readyz', undefined],
  ['GET', '/docs/json', undefined],
])('no token is in the answer to %s %s', async (method, path, body) => {
  const sent = typeof body === 'string' ? body : body && JSON.stringify(body);

  const right = await ask(path, { method, ...(sent ? { body: sent } : {}) });
  const wrong = await ask(path, { method, token: WRONG_TOKEN });

  expect(findSecrets([{ name: 'right token', bytes: Buffer.from(right) }])).toEqual([]);
  expect(wrong).not.toContain(WRONG_TOKEN);
  expect(findSecrets([{ name: 'wrong token', bytes: Buffer.from(wrong) }])).toEqual([]);
});

/** The tokens, recognisable parts of them, and the forms in which they are sent. */
function toSecrets({ stack }: Scenario): Readonly<Record<string, string>> {
  const basic = (text: string): string => Buffer.from(text).toString('base64').replace(/=+$/, '');
  return {
    zephyr: tokens.zephyr,
    'signature of zephyr': tokens.zephyr.split('.')[2] as string,
    qtest: tokens.qtest,
    'qtest in base64': basic(tokens.qtest),
    control: stack.controlToken,
    'control in base64': basic(stack.controlToken),
    'wrong guess': WRONG_TOKEN,
  };
}

async function sampleRedisUntilOver(): Promise<void> {
  const client = new Redis(scenario.stack.redis.url);
  const isOver = async (): Promise<boolean> => {
    redisSamples.push(await dumpRedis(client));
    return (await scenario.api.get<RunView>(`/v1/runs/${runId}`)).finishedAt !== null;
  };
  await waitFor(isOver, { what: 'the run to be over', timeoutMs: RUN_TIMEOUT_MS, everyMs: 100 });
  redisSamples.push(await dumpRedis(client));
  await client.quit();
}

/** Makes a preflight and a run get 401 from both sites. */
async function letTheTokensExpire(): Promise<void> {
  scenario.zephyr.behaviour.faults = [{ kind: 'token-expired' }];
  scenario.qtest.behaviour.faults = [{ kind: 'token-expired' }];
  const migrationId = await scenario.migrateTo(2);
  const answer = await ask(`/v1/migrations/${migrationId}/preflight`, { method: 'POST' });
  expect(findSecrets([{ name: 'preflight', bytes: Buffer.from(answer) }])).toEqual([]);
  const paused = await scenario.api.startRun(migrationId);
  await scenario.api.waitForRun(paused, ({ state }) => state === 'paused', RUN_TIMEOUT_MS);
}

type Asked = {
  readonly method?: string;
  readonly accept?: string;
  readonly token?: string;
  readonly body?: string;
};

async function ask(path: string, { method = 'GET', accept = '*/*', token, body }: Asked): Promise<string> {
  const answer = await fetch(`${scenario.stack.url}${path}`, {
    method,
    headers: {
      accept,
      authorization: `Bearer ${token ?? scenario.stack.controlToken}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body }),
  });
  return `${JSON.stringify([...answer.headers])}\n${await answer.text()}`;
}

type Searched = { readonly name: string; readonly bytes: Buffer };

const findSecrets = (searched: readonly Searched[]): readonly string[] =>
  searched.flatMap(({ name, bytes }) =>
    Object.entries(secrets)
      .filter(([, secret]) => bytes.includes(secret))
      .map(([what]) => `${what} in ${name}`),
  );

async function readAll(dir: string): Promise<readonly Searched[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async ({ name, parentPath }) => ({ name, bytes: await readFile(join(parentPath, name)) })),
  );
}
