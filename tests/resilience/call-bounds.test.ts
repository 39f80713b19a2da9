import type { Fault, ZephyrProject } from '@z2q/sandbox';
import { expect, test } from 'vitest';
import { openPipeline } from '../kit/open-pipeline.ts';
import { everyKindOnce } from '../scenario/every-kind.ts';
import { listFailures } from '../scenario/list-failures.ts';

const data = everyKindOnce();
const source = data.projects[0] as ZephyrProject;
const hanging = source.cases[4];
if (!hanging) throw new RangeError('The data has twelve cases');

test('a record whose call is never answered is called ten times and no more, while all others get through', async () => {
  await using kit = await openPipeline({ data, env: { HTTP_TIMEOUT_MS: '400' } });
  const held: Fault = { kind: 'held', path: `/testcases/${hanging.key}/teststeps` };
  kit.zephyr.behaviour.faults = [held];

  const run = await kit.api.run(await kit.migrateTo(1), { phases: ['extract'] });

  const failures = await listFailures(kit, run);
  const unanswered = kit.zephyr.stats.strikesOf(held);
  kit.zephyr.behaviour.faults = [];
  expect(failures).toMatchObject([{ sourceKey: hanging.key, code: 'source_error' }]);
  expect(run.counts.test_case?.extracted).toBe(source.cases.length - 1);
  expect(unanswered).toBeGreaterThan(1);
  expect(unanswered).toBeLessThanOrEqual(10);
});
