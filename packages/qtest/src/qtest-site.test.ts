import { createRateBudget } from '@z2q/http';
import { startQtestSandbox } from '@z2q/sandbox';
import { expect, test } from 'vitest';
import { createQtestSite } from './qtest-site.ts';

test('all projects of a site are listed, more than fit on a page too', async () => {
  const projects = Array.from({ length: 1_200 }, (_, at) => ({ id: at + 1, name: `Project ${at + 1}` }));
  await using sandbox = await startQtestSandbox({ projects });
  const site = createQtestSite({
    baseUrl: sandbox.url,
    token: () => sandbox.token,
    budget: createRateBudget({ redis: null, key: 'test', maxRps: 0 }),
    concurrency: 8,
    timeoutMs: 30_000,
  });

  const listed = await site.listProjects();

  site.close();
  expect(listed).toHaveLength(1_200);
  expect(listed.at(-1)).toEqual({ id: 1_200, name: 'Project 1200' });
});
