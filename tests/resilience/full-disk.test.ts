import type { Problem, RunView } from '@z2q/contracts';
import { expect, test } from 'vitest';
import { mountSmallDisk } from '../kit/mount-small-disk.ts';
import { openPipeline } from '../kit/open-pipeline.ts';
import { smallData } from '../scenario/small-data.ts';
import { toComparable } from '../scenario/to-comparable.ts';
import { withFewCalls } from '../scenario/with-few-calls.ts';

const began = new Date();

test('a disk that fills up in mid-run stops it, is told everywhere, and once there is room the run ends as ever', async ({
  skip,
}) => {
  await using disk = await mountSmallDisk(64);
  if (!disk) return skip('this process may mount nothing');
  let isArmed = false;
  let filled: Promise<void> | undefined;
  await using kit = await openPipeline({
    // More data than fits into the rest of a disk that is full to other users.
    data: withFewCalls(smallData({ cases: 30, executions: 40, cycles: 4, plans: 2, attachments: 10 })),
    projects: 2,
    env: { DATA_DIR: disk.path },
    onCall: ({ side, method }) => {
      if (isArmed && side === 'target' && method === 'POST') filled ??= disk.fill();
    },
  });
  const undisturbed = await kit.api.run(await kit.migrateTo(1));
  const migrationId = await kit.migrateTo(2);

  isArmed = true;
  const runId = await kit.api.startRun(migrationId);
  const listFaults = () => kit.workers.flatMap((worker) => worker.storeFault() ?? []);
  // The run may pause before the first view of it: there was a little room left.
  const seen: RunView[] = [];
  const watch = (isReached: (run: RunView) => boolean) => (run: RunView) => {
    seen.push(run);
    return isReached(run);
  };
  await kit.api.waitForRun(
    runId,
    watch(() => listFaults().length > 0),
  );
  const faults = listFaults();
  const pausing = await kit.ask('POST', `/v1/runs/${runId}/pause`);
  const ready = await kit.ask('GET', '/readyz');
  await disk.free();
  const run = await kit.api.waitForRun(
    runId,
    watch(({ finishedAt }) => finishedAt !== null),
  );
  const paused = seen.find(({ state }) => state === 'paused');

  expect(filled).toBeDefined();
  expect(faults[0]).toMatch(/disk/);
  expect(pausing.status).toBe(503);
  expect((JSON.parse(pausing.text) as Problem).code).toBe('disk_full');
  expect(ready.status).toBe(503);
  expect(paused?.pauseReason).toBe('disk_full');
  expect(paused?.recommendedAction).toContain('DATA_DIR');
  expect(undisturbed.state).toBe('completed');
  expect(run.state).toBe('completed');
  expect(toComparable(kit.targetProject(2), began)).toEqual(toComparable(kit.targetProject(1), began));
});
