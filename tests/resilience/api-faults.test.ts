import type { Fault } from '@z2q/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPipeline, type Pipeline } from '../kit/open-pipeline.ts';
import { everyKindOnce } from '../scenario/every-kind.ts';
import { listFailures } from '../scenario/list-failures.ts';
import { runMigration } from '../scenario/run-migration.ts';
import { type Comparable, toComparable } from '../scenario/to-comparable.ts';

const began = new Date();
let kit: Pipeline;
let undisturbed: Comparable;

beforeAll(async () => {
  kit = await openPipeline({ data: everyKindOnce(), projects: 4, loaders: 2 });
  await runMigration(kit, 1);
  undisturbed = toComparable(kit.targetProject(1), began);
});
afterAll(() => kit[Symbol.asyncDispose]());

test.each<{ name: string; projectId: number; faults: () => Fault[] }>([
  {
    name: '429 with every form of Retry-After',
    projectId: 2,
    faults: () => [
      { kind: 'too-many-requests', retryAfter: 'absent', every: 53, times: 2 },
      { kind: 'too-many-requests', retryAfter: 0, every: 29, times: 2 },
      { kind: 'too-many-requests', retryAfter: 1, every: 61, times: 2 },
      { kind: 'too-many-requests', retryAfter: { dateInSeconds: 1 }, every: 67, times: 2 },
      { kind: 'too-many-requests', retryAfter: { dateInSeconds: -60 }, every: 37, times: 2 },
    ],
  },
  {
    name: '5xx pages in HTML, half answers and late ones',
    projectId: 3,
    faults: () => [
      { kind: 'server-error', status: 500, every: 43 },
      { kind: 'server-error', status: 502, every: 53 },
      { kind: 'server-error', status: 503, every: 67 },
      { kind: 'truncated-json', every: 37 },
      { kind: 'slow', delayMs: 700, every: 23 },
    ],
  },
  {
    name: 'connections cut before a request is handled, and after a write is applied,',
    projectId: 4,
    faults: () => [
      { kind: 'reset-before', every: 41 },
      { kind: 'reset-after', every: 29 },
    ],
  },
])('with $name from both APIs nothing is double, missing or failed', async ({ projectId, faults }) => {
  const standIns = [kit.zephyr, kit.qtest];
  for (const { behaviour } of standIns) behaviour.faults = faults();

  const run = await runMigration(kit, projectId);

  const strikes = standIns.flatMap(({ behaviour, stats }) => behaviour.faults.map(stats.strikesOf));
  for (const { behaviour } of standIns) behaviour.faults = [];
  expect(Math.min(...strikes)).toBeGreaterThan(0);
  expect(await listFailures(kit, run)).toEqual([]);
  expect(run.state).toBe('completed');
  expect(toComparable(kit.targetProject(projectId), began)).toEqual(undisturbed);
});
