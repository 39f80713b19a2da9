import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { describeApi } from '../describe-api.ts';
import { openTestApi } from '../open-test-api.ts';

const api = await openTestApi();
afterAll(() => api[Symbol.asyncDispose]());

type Described = { readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>> };

const { paths } = (await describeApi()) as Described;
const calls = Object.entries(paths)
  .filter(([path]) => path.startsWith('/v1/'))
  .flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ path, method: method.toUpperCase() })),
  );

const source = { projectKey: 'WEB' };
/** Bodies for calls that require one. */
const ENOUGH: Readonly<Record<string, object>> = {
  'POST /v1/migrations': { body: { source, target: { projectId: 1 } } },
  'PATCH /v1/migrations/{id}': { body: { name: 'Spring' } },
  'POST /v1/migrations/{id}/sites': { body: {} },
};

test.for(calls)('$method $path names a query parameter that it does not know', async ({ path, method }) => {
  const url = `${path.replace('{id}', randomUUID()).replace('{entityType}', 'folder')}?nobodyKnows=1`;

  const answer = await api.call(method as 'GET', url, ENOUGH[`${method} ${path}`]);

  expect(answer.statusCode).toBe(400);
  expect(answer.json()).toMatchObject({ code: 'invalid_request' });
  expect(answer.body).toContain('nobodyKnows');
});

test.for(calls.filter(({ method }) => method !== 'GET'))(
  '$method $path names a member of the body that it does not know',
  async ({ path, method }) => {
    const answer = await api.call(method as 'POST', path.replace('{id}', randomUUID()), {
      body: { nobodyKnows: true },
    });

    expect(answer.statusCode).toBe(400);
    expect(answer.json().errors).toContainEqual({ field: 'nobodyKnows', message: 'is not known here' });
  },
);

test('a rollback that is asked for in words it does not know deletes nothing', async () => {
  const id = await api.aMigration();

  const answer = await api.call('POST', `/v1/migrations/${id}/rollback`, { body: { perhaps: true } });

  expect(answer.statusCode).toBe(400);
  expect((await api.call('GET', `/v1/migrations/${id}`)).json().runs).toEqual([]);
});
