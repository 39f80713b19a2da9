import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { describeApi } from '../describe-api.ts';
import { openTestApi, TEST_OPERATE_TOKEN, TEST_TOKEN, TEST_VIEW_TOKEN } from '../open-test-api.ts';

const api = await openTestApi();
afterAll(() => api[Symbol.asyncDispose]());

type Operation = {
  readonly operationId: string;
  readonly security: readonly { readonly token?: readonly string[] }[];
  readonly responses: object;
};
type Described = { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };

const { paths } = (await describeApi()) as Described;
const calls = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    path,
    method: method.toUpperCase(),
    operation,
    needs: operation.security[0]?.token?.[0],
  })),
);

const TOKENS = { view: TEST_VIEW_TOKEN, operate: TEST_OPERATE_TOKEN, full: TEST_TOKEN };
const call = (token: string, method: string, url: string) =>
  api.call(method as 'GET', url, { headers: { authorization: `Bearer ${token}` } });

test('each call says which role it needs: to read, to operate, or all rights', () => {
  const needs = Map.groupBy(calls, (each) => each.needs ?? 'none');

  expect(Object.fromEntries([...needs].map(([role, of]) => [role, of.map(namesOf)]))).toMatchObject({
    none: ['isAlive', 'isReady'],
    operate: [
      'createMigration',
      'changeMigration',
      'preflightMigration',
      'startRun',
      'pauseRun',
      'resumeRun',
      'cancelRun',
      'retryRun',
      'createWave',
      'cancelWave',
    ],
    full: expect.arrayContaining(['backUp', 'moveSites', 'rollbackMigration']),
  });
  expect(needs.get('view')?.every(({ method }) => method === 'GET')).toBe(true);
});

const namesOf = ({ operation }: (typeof calls)[number]): string => operation.operationId;

test.for(calls.filter(({ needs }) => needs === 'operate' || needs === 'full'))(
  '$method $path is refused to a token that allows less, which is told what would do',
  async ({ method, path, needs, operation }) => {
    const url = path.replace('{id}', randomUUID());
    const roles = needs === 'full' ? (['view', 'operate'] as const) : (['view'] as const);

    for (const role of roles) {
      const answer = await call(TOKENS[role], method, url);
      expect(answer.statusCode).toBe(403);
      expect(answer.json()).toMatchObject({
        code: 'forbidden',
        fix: expect.stringContaining('CONTROL_TOKEN'),
      });
    }
    expect((await call(TOKENS.full, method, url)).statusCode).not.toBe(403);
    expect(operation.responses).toHaveProperty('403');
  },
);

test('each token reads, and looks at the pages', async () => {
  for (const token of Object.values(TOKENS)) {
    for (const url of ['/v1/migrations', '/v1/audit', '/metrics', '/docs/json', '/queues/api/queues']) {
      expect((await call(token, 'GET', url)).statusCode).toBe(200);
    }
  }
});

test('an operator may start a run, and not roll it back', async () => {
  const created = await api.call('POST', '/v1/migrations', {
    headers: { authorization: `Bearer ${TOKENS.operate}` },
    body: { source: { projectKey: 'WEB' }, target: { projectId: 7 } },
  });
  const { id } = created.json();

  const started = await call(TOKENS.operate, 'POST', `/v1/migrations/${id}/runs`);
  const rolledBack = await call(TOKENS.operate, 'POST', `/v1/migrations/${id}/rollback`);

  expect([created.statusCode, started.statusCode, rolledBack.statusCode]).toEqual([201, 202, 403]);
  expect((await call(TOKENS.view, 'GET', `/v1/migrations/${id}`)).json().runs).toHaveLength(1);
});

test('a page of the queues changes nothing for whoever may only look', async () => {
  const authorization = `Basic ${Buffer.from(`x:${TOKENS.view}`).toString('base64')}`;

  const answer = await api.app.inject({
    method: 'PUT',
    url: '/queues/api/queues/extract/empty',
    headers: { authorization },
  });

  expect(answer.statusCode).toBe(403);
});

test('an address that is none is none to everybody', async () => {
  expect((await call(TOKENS.view, 'POST', '/v1/nowhere')).statusCode).toBe(404);
});
