import type { WaveView } from '@z2q/contracts';
import { generateZephyrData, type ZephyrData } from '@z2q/sandbox';
import { expect, test } from 'vitest';
import { openPipeline } from '../kit/open-pipeline.ts';
import { withFewCalls } from '../scenario/with-few-calls.ts';
import { withoutUnplaced } from '../scenario/without-unplaced.ts';

const SIZE = { cases: 4, cycles: 2, executions: 6, plans: 0, attachments: 2 };
const toData = (keys: readonly string[]): ZephyrData => {
  const parts = keys.map((projectKey) =>
    withFewCalls(withoutUnplaced(generateZephyrData({ ...SIZE, projectKey }))),
  );
  const [first] = parts;
  if (!first) throw new RangeError('There is no project');
  return { ...first, projects: parts.flatMap(({ projects }) => projects) };
};

const NOWHERE = 99;
const projects = [
  { projectKey: 'WEB', projectId: 1 },
  { projectKey: 'APP', projectId: NOWHERE },
  { projectKey: 'PAY', projectId: 2 },
];

const UNDER_WAY = new Set(['queued', 'running', 'cancelling']);
const countUnderWay = ({ items }: WaveView): number =>
  items.filter(({ state }) => UNDER_WAY.has(state)).length;

const outcomesOf = ({ items }: WaveView) => items.map(({ projectKey, state }) => [projectKey, state]);

test('of three projects the one without a target fails, and the other two are carried over', async () => {
  await using kit = await openPipeline({ data: toData(['WEB', 'APP', 'PAY']), projects: 2 });
  const { id } = await kit.api.post<{ id: string }>('/v1/waves', { projects });
  const together: number[] = [];

  const wave = await kit.waitForWave(id, (seen) => void together.push(countUnderWay(seen)));

  expect(outcomesOf(wave)).toEqual([
    ['WEB', 'completed'],
    ['APP', 'failed'],
    ['PAY', 'completed'],
  ]);
  expect(wave.state).toBe('completed_with_failures');
  expect(Math.max(...together)).toBe(1);
  for (const projectId of [1, 2]) expect(kit.targetProject(projectId).testCases).toHaveLength(4);
});

test('two projects are under way together, never three, and an unknown one of the source stops none', async () => {
  await using kit = await openPipeline({ data: toData(['WEB', 'APP', 'PAY']), projects: 3 });
  const all = ['WEB', 'NONE', 'APP', 'PAY'].map((projectKey, at) => ({ projectKey, projectId: at || 1 }));
  const { id } = await kit.api.post<{ id: string }>('/v1/waves', { projects: all, atOnce: 2 });
  const together: number[] = [];

  const wave = await kit.waitForWave(id, (seen) => void together.push(countUnderWay(seen)));

  expect(outcomesOf(wave)).toEqual([
    ['WEB', 'completed'],
    ['NONE', 'failed'],
    ['APP', 'completed'],
    ['PAY', 'completed'],
  ]);
  expect(Math.max(...together)).toBe(2);
});

test('a control API that is started in the middle goes on with the wave', async () => {
  await using kit = await openPipeline({ data: toData(['WEB', 'PAY']), projects: 2 });
  const both = projects.filter(({ projectId }) => projectId !== NOWHERE);
  const { id } = await kit.api.post<{ id: string }>('/v1/waves', { projects: both });
  const begun = await kit.api.get<WaveView>(`/v1/waves/${id}`);
  await kit.api.waitForRun(begun.items[0]?.runId ?? '');
  const between = await kit.api.get<WaveView>(`/v1/waves/${id}`);

  const later = await kit.startedWith({});
  const wave = await later.waitForWave(id);

  expect(outcomesOf(between)).toEqual([
    ['WEB', 'completed'],
    ['PAY', 'waiting'],
  ]);
  expect(wave.state).toBe('completed');
  expect(wave.items[0]?.runId).toBe(begun.items[0]?.runId);
});
