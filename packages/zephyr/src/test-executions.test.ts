import { expect, test } from 'vitest';
import type { GetClient } from './get-client.ts';
import { pageTestExecutions } from './test-executions.ts';

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

  const { items } = await pageTestExecutions(client, { projectKey: 'WEB', startAt: 0, maxResults: 50 });

  expect(asked).toEqual([{ projectKey: 'WEB', startAt: 0, maxResults: 50, includeStepLinks: true }]);
  expect(items).toMatchObject([{ sourceKey: 'WEB-E7', raw: value }]);
});
