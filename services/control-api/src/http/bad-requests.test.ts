import { randomUUID } from 'node:crypto';
import { Problem } from '@z2q/contracts';
import type { InjectOptions } from 'fastify';
import { afterAll, expect, test } from 'vitest';
import { openTestApi } from '../open-test-api.ts';
import { toCursor } from './paging.ts';

const api = await openTestApi();
afterAll(() => api[Symbol.asyncDispose]());

type BadRequest = {
  readonly what: string;
  readonly method?: 'GET' | 'POST';
  readonly url: string;
  readonly body?: NonNullable<InjectOptions['body']>;
  readonly headers?: Record<string, string>;
  readonly status: number;
  readonly code: string;
  readonly field?: string;
  /** A part of the problem's detail. */
  readonly detail?: string;
};

const id = await api.aMigration();
const source = { projectKey: 'WEB' };
const target = { projectId: 1 };
const invalid = { status: 400, code: 'invalid_request' };
const migrations = { method: 'POST', url: '/v1/migrations' } as const;
const runs = { method: 'POST', url: `/v1/migrations/${id}/runs` } as const;

const BAD: readonly BadRequest[] = [
  { what: 'no body', ...migrations, ...invalid, field: 'body' },
  { what: 'a missing part', ...migrations, body: { source }, ...invalid, field: 'target' },
  {
    what: 'a part of a wrong form',
    ...migrations,
    body: { source: { projectKey: 'web' }, target },
    ...invalid,
    field: 'source.projectKey',
  },
  {
    what: 'an unknown field',
    ...migrations,
    body: { source: { ...source, token: 'x' }, target },
    ...invalid,
    field: 'source.token',
  },
  {
    what: 'an unknown option',
    ...migrations,
    body: { source, target, options: { batchSise: 5 } },
    ...invalid,
    field: 'options.batchSise',
  },
  { what: 'an unknown phase', ...runs, body: { phases: ['extract', 'lift'] }, ...invalid, field: 'phases.1' },
  { what: 'phases with a gap', ...runs, body: { phases: ['extract', 'load'] }, ...invalid, field: 'phases' },
  { what: 'a run id of a wrong form', url: '/v1/runs/12', status: 404, code: 'run_not_found' },
  {
    what: 'a migration id of a wrong form',
    method: 'POST',
    url: '/v1/migrations/12/runs',
    status: 404,
    code: 'migration_not_found',
  },
  {
    what: 'too high a limit',
    url: '/v1/migrations?limit=1001',
    ...invalid,
    field: 'limit',
    detail: 'between 1 and 1000',
  },
  {
    what: 'a limit of nothing',
    url: '/v1/migrations?limit=0',
    ...invalid,
    field: 'limit',
    detail: 'between 1 and 1000',
  },
  { what: 'an unknown filter', url: `/v1/migrations/${id}/id-map?type=x`, ...invalid, field: 'type' },
  {
    what: 'a cursor of no list',
    url: '/v1/migrations?cursor=abc',
    status: 400,
    code: 'invalid_cursor',
    field: 'cursor',
  },
  {
    what: 'a cursor of another list',
    url: `/v1/migrations?cursor=${toCursor('id-map', 'folder|1')}`,
    status: 400,
    code: 'invalid_cursor',
    field: 'cursor',
  },
  {
    what: 'malformed JSON',
    ...migrations,
    body: '{"source":',
    headers: { 'content-type': 'application/json' },
    status: 400,
    code: 'malformed_body',
  },
  {
    what: 'a body that is no JSON',
    ...migrations,
    body: 'source=WEB',
    headers: { 'content-type': 'text/plain' },
    status: 415,
    code: 'unsupported_media_type',
    detail: 'application/json',
  },
  {
    what: 'a body beyond all measure',
    ...migrations,
    body: { name: 'x'.repeat(2 ** 20) },
    status: 413,
    code: 'body_too_large',
    detail: '1,048,576 bytes',
  },
  { what: 'an unknown address', url: '/v1/migration', status: 404, code: 'not_found' },
  {
    what: 'a method the address does not take',
    ...runs,
    method: 'GET',
    status: 405,
    code: 'method_not_allowed',
  },
  {
    what: 'an answer in a type there is not',
    url: `/v1/migrations/${id}/id-map`,
    headers: { accept: 'application/pdf' },
    status: 406,
    code: 'not_acceptable',
  },
];

test.for(BAD)(
  '$what is answered by a problem',
  async ({ method = 'GET', url, body, headers, ...expected }) => {
    const answer = await api.call(method, url, {
      ...(body === undefined ? {} : { body }),
      headers: headers ?? {},
    });

    const problem = Problem.parse(answer.json());
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.statusCode).toBe(expected.status);
    expect(problem).toMatchObject({ status: expected.status, code: expected.code });
    expect(problem.detail).toContain(expected.detail ?? '');
    if (expected.field) expect(problem.errors?.map(({ field }) => field)).toContain(expected.field);
  },
);

test('an empty cursor asks for the first page', async () => {
  const answer = await api.call('GET', '/v1/migrations?cursor=&limit=1');

  expect(answer.statusCode).toBe(200);
  expect(answer.json().items).toMatchObject([{ id }]);
});

test('a method that is not taken is told which are', async () => {
  const answer = await api.app.inject({
    method: 'PUT',
    url: `/v1/migrations/${randomUUID()}`,
    headers: { authorization: 'Bearer test-token-of-the-control-api' },
  });

  expect(answer.statusCode).toBe(405);
  expect(answer.headers.allow).toBe('DELETE, GET, HEAD, PATCH');
});

test('a run that cannot be enqueued now is accepted all the same', async () => {
  await using away = await openTestApi({ REDIS_URL: 'redis://127.0.0.1:9' });
  const migrationId = await away.aMigration();

  const started = await away.call('POST', `/v1/migrations/${migrationId}/runs`);
  const ready = await away.call('GET', '/readyz');

  expect(started.statusCode).toBe(202);
  expect(ready.json()).toMatchObject({
    status: 503,
    code: 'not_ready',
    detail: expect.stringMatching(/^Redis /),
  });
});
