import { PHASES } from '@z2q/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { advance, type StageProgress } from './advance.ts';
import { chunkByGroup } from './chunk.ts';
import { planStages } from './plan-stages.ts';
import { stageKey } from './stage.ts';

const fullPlan = planStages({ kind: 'migrate', phases: PHASES, isGated: false });
const idle = (done: readonly string[] = []): StageProgress[] =>
  fullPlan.map((stage) => {
    const key = stageKey(stage.phase, stage.type);
    const total = stage.plansItself ? 1 : 0;
    return { key, state: 'waiting', batchesTotal: total, batchesDone: done.includes(key) ? total : 0 };
  });

test('a full run opens with the inventory alone', () => {
  const changes = advance(fullPlan, idle());

  const open = changes.filter((change) => change.state === 'open').map((change) => change.key);
  expect(open).toContain('extract/project');
  expect(open).not.toContain('load/project');
  expect(changes.some((change) => change.state === 'done')).toBe(false);
});

test('an empty project runs through to the end once its plan batches are done', () => {
  const everyKey = fullPlan.map((stage) => stageKey(stage.phase, stage.type));

  const changes = advance(fullPlan, idle(everyKey));

  expect(changes.filter((change) => change.state === 'done')).toHaveLength(fullPlan.length);
});

test('a gated run does not open loading before every transformation is done', () => {
  const plan = planStages({ kind: 'migrate', phases: PHASES, isGated: true });

  const load = plan.find((stage) => stage.phase === 'load' && stage.type === 'project');

  expect(load?.after).toEqual(expect.arrayContaining(['transform/test_execution', 'transform/attachment']));
});

test('a phase run by itself plans its own batches', () => {
  const plan = planStages({ kind: 'migrate', phases: ['load'], isGated: false });

  expect(plan.every((stage) => stage.plansItself)).toBe(true);
});

test('whatever order batches finish in, every stage ends done and never goes back', () => {
  const shuffles = fc.shuffledSubarray(
    fullPlan.map((_, index) => index),
    { minLength: fullPlan.length },
  );

  fc.assert(
    fc.property(shuffles, (order) => {
      const rows = new Map(idle().map((row) => [row.key, { ...row, batchesTotal: 2 }]));
      const finish = (index: number) => {
        const stage = fullPlan[index];
        if (!stage) return;
        const key = stageKey(stage.phase, stage.type);
        const row = rows.get(key);
        if (row) rows.set(key, { ...row, batchesDone: row.batchesTotal });
        for (const change of advance(fullPlan, [...rows.values()])) {
          const current = rows.get(change.key);
          expect(current?.state).not.toBe('done');
          if (current) rows.set(change.key, { ...current, state: change.state });
        }
      };
      for (const index of order) finish(index);

      expect([...rows.values()].every((row) => row.state === 'done')).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test('batches never split a group and never lose or reorder an item', () => {
  const items = fc
    .array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.nat()))
    .map((list) => list.sort((x, y) => x[0].localeCompare(y[0])));

  fc.assert(
    fc.property(items, fc.integer({ min: 1, max: 5 }), (list, size) => {
      const batches = chunkByGroup(list, size, ([group]) => group);

      expect(batches.flat()).toEqual(list);
      for (const group of ['a', 'b', 'c', 'd']) {
        expect(batches.filter((batch) => batch.some(([name]) => name === group)).length).toBeLessThanOrEqual(
          1,
        );
      }
    }),
  );
});
