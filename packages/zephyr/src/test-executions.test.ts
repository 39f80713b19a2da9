import { HttpError } from '@z2q/http';
import { expect, test } from 'vitest';
import type { GetClient } from './get-client.ts';
import { createExecutionPages } from './test-executions.ts';

test('executions are asked for with the issue links of their steps, and kept as they come', async () => {
  const asked: unknown[] = [];
  const value = {
    id: 7,
    key: 'WEB-E7',
    testCase: { id: 1, self: 'https://host/v2/testcases/WEB-T1/versions/1' },
    stepLinks: [{ issueId: 42 }],
  };
  const client: Pick<GetClient, 'get'> = {
    get: async (_path, { query, schema }) => {
      asked.push(query);
      return schema.parse({ values: [value], startAt: 0, maxResults: 50, total: 1, isLast: true });
    },
  };

  const { items } = await createExecutionPages(client)({ projectKey: 'WEB', startAt: 0, maxResults: 50 });

  expect(asked).toEqual([{ projectKey: 'WEB', startAt: 0, maxResults: 50, includeStepLinks: true }]);
  expect(items).toMatchObject([{ sourceKey: 'WEB-E7', raw: value }]);
});

test.each([
  {
    what: 'the parameter',
    refuses: ({ includeStepLinks }: Asked) => includeStepLinks === true,
    asked: [true, undefined, undefined],
  },
  { what: 'the listing', refuses: () => true, asked: [true, undefined, true, undefined] },
])(
  'where a site refuses $what, it is asked without step links, and remembered if that helps',
  async ({ refuses, asked }) => {
    const seen: unknown[] = [];
    const client: Pick<GetClient, 'get'> = {
      get: async (_path, { query = {}, schema }) => {
        seen.push(query.includeStepLinks);
        if (refuses(query)) throw refusal();
        return schema.parse({ values: [], startAt: 0, maxResults: 50, total: 0, isLast: true });
      },
    };
    const pageExecutions = createExecutionPages(client);
    const page = () =>
      pageExecutions({ projectKey: 'WEB', startAt: 0, maxResults: 50 }).then(
        ({ withheld }) => withheld,
        (error: Error) => error.message,
      );

    const answers = [await page(), await page()];

    expect(seen).toEqual(asked);
    expect(new Set(answers)).toEqual(new Set([asked.length === 3 ? 'issue links of steps' : 'refused']));
  },
);

type Asked = { readonly includeStepLinks?: unknown };

const refusal = () =>
  new HttpError('refused', {
    code: 'refused',
    recovery: 'give-up',
    side: 'source',
    method: 'GET',
    path: '/testexecutions',
    status: 400,
    apiMessage: null,
    retryAfterMs: null,
  });
