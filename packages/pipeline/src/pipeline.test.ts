import { PHASES } from '@z2q/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { advance, type StageProgress } from './advance.ts';
import { batchIds } from './batch-ids.ts';
import { planStages } from './plan-stages.ts';
import { type StageKey, stageKey } from './stage.ts';

const fullPlan = planStages({ kind: 'migrate', phases: PHASES, isGated: false });
const idle = (done: readonly string[] = []): StageProgress[] =>
  fullPlan.map((stage) => {
    const key = stageKey(stage.phase, stage.type);
    const total = stage.plansItself ? 1 : 0;
    const isDone = done.includes(key);
    const lastKind = stage.hasFinish && isDone ? 'finish' : stage.plansItself ? 'plan' : null;
    return { key, state: 'waiting', batchesTotal: total, batchesDone: isDone ? total : 0, lastKind };
  });

test('a full run opens with the inventory alone', () => {
  const { changes } = advance(fullPlan, idle());

  const open = changes.filter((change) => change.state === 'open').map((change) => change.key);
  expect(open).toContain('extract/project');
  expect(open).not.toContain('load/project');
  expect(changes.some((change) => change.state === 'done')).toBe(false);
});

test('an empty project runs through to the end once its first and its finish batches are done', () => {
  const everyKey = fullPlan.map((stage) => stageKey(stage.phase, stage.type));

  const { changes } = advance(fullPlan, idle(everyKey));

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

/** Applies all consequences until nothing changes. Finish batches are done at once. */
function settle(rows: Map<StageKey, StageProgress>): void {
  const change = (key: StageKey, changed: Partial<StageProgress>): void => {
    const current = rows.get(key);
    expect(current?.state).not.toBe('done');
    if (current) rows.set(key, { ...current, ...changed });
  };
  const { changes, finishing } = advance(fullPlan, [...rows.values()]);
  for (const { key, state } of changes) change(key, { state });
  for (const key of finishing) change(key, { lastKind: 'finish' });
  if (finishing.length > 0) settle(rows);
}

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
        settle(rows);
      };
      for (const index of order) finish(index);

      expect([...rows.values()].every((row) => row.state === 'done')).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test('batches never split a group, mix levels, lose or reorder a record', () => {
  const record = fc.record({
    group: fc.constantFrom('a', 'b', 'c', 'd'),
    level: fc.integer({ min: 0, max: 2 }),
  });
  const records = fc
    .array(record)
    .map((list) =>
      list
        .toSorted((x, y) => x.level - y.level || x.group.localeCompare(y.group))
        .map(({ group, level }, index) => ({ sourceId: String(index), group: `${level}${group}`, level })),
    );

  fc.assert(
    fc.property(records, fc.integer({ min: 1, max: 5 }), (list, size) => {
      const batches = batchIds(list, size);

      expect(batches.flat()).toEqual(list.map(({ sourceId }) => sourceId));
      const inBatches = batches.map((ids) => ids.map((id) => list[Number(id)]));
      for (const batch of inBatches) expect(new Set(batch.map((item) => item?.level)).size).toBe(1);
      for (const { group } of list) {
        expect(inBatches.filter((batch) => batch.some((item) => item?.group === group))).toHaveLength(1);
      }
    }),
  );
});
