import type { ZephyrProject } from '@z2q/sandbox';
import { expect, test } from 'vitest';
import { openPipeline } from '../kit/open-pipeline.ts';
import { everyKind } from '../scenario/every-kind.ts';
import { listFailures } from '../scenario/list-failures.ts';

const data = everyKind();
const source = data.projects[0] as ZephyrProject;
const hanging = source.cases[4];
if (!hanging) throw new RangeError('The data has 24 cases');

test('a record whose call is never answered is called ten times and no more, while all others get through', async () => {
  let unanswered = 0;
  await using kit = await openPipeline({
    data,
    env: { HTTP_TIMEOUT_MS: '400' },
    onCall: ({ outcome, route }) => {
      if (outcome === 'timeout' && route.endsWith('/teststeps')) unanswered += 1;
    },
  });
  kit.zephyr.behaviour.faults = [{ kind: 'held', path: `/testcases/${hanging.key}/` }];

  const run = await kit.api.run(await kit.migrateTo(1), { phases: ['extract'] });

  const failures = await listFailures(kit, run);
  kit.zephyr.behaviour.faults = [];
  expect(failures).toMatchObject([{ sourceKey: hanging.key, code: 'source_error' }]);
  expect(run.counts.test_case?.extracted).toBe(source.cases.length - 1);
  expect(unanswered).toBeGreaterThan(1);
  expect(unanswered).toBeLessThanOrEqual(10);
});
