import fc from 'fast-check';
import { expect, test } from 'vitest';
import { advance, type StageProgress } from './advance.ts';
import { type PlannedStage, planStages } from './plan-stages.ts';
import { stageKey } from './stage.ts';

const VALIDATION = planStages({ kind: 'migrate', phases: ['validate'], isGated: false });
const KEY = 'validate/test_case';

type Counts = Pick<StageProgress, 'batchesTotal' | 'batchesDone' | 'lastKind'>;
const NO_BATCHES: Counts = { batchesTotal: 0, batchesDone: 0, lastKind: null };
const aStage = (counts: Partial<Counts> = {}): StageProgress => ({
  key: KEY,
  state: 'open',
  ...NO_BATCHES,
  ...counts,
});

test.each([
  ['has work left', { batchesTotal: 2, batchesDone: 1, lastKind: 'page' }, 'open', []],
  ['has done its work', { batchesTotal: 2, batchesDone: 2, lastKind: 'page' }, 'open', [KEY]],
  ['is finishing', { batchesTotal: 3, batchesDone: 2, lastKind: 'finish' }, 'open', []],
  ['has finished', { batchesTotal: 3, batchesDone: 3, lastKind: 'finish' }, 'done', []],
  ['pages on in its finish', { batchesTotal: 4, batchesDone: 3, lastKind: 'finish' }, 'open', []],
  ['was sent back to work', { batchesTotal: 4, batchesDone: 3, lastKind: 'page' }, 'open', []],
  ['has done that work too', { batchesTotal: 4, batchesDone: 4, lastKind: 'page' }, 'open', [KEY]],
  ['was given nothing to do', NO_BATCHES, 'open', [KEY]],
] as const)('a stage with a finish that %s', (_, counts, state, expected) => {
  const { changes, finishing } = advance(VALIDATION, [aStage(counts)]);

  expect(changes.at(0)?.state ?? 'open').toBe(state);
  expect(finishing).toEqual(expected);
});

test('a stage that waits for another does not finish', () => {
  const plan = planStages({ kind: 'migrate', phases: ['load', 'validate'], isGated: false });
  const loading: StageProgress = { ...NO_BATCHES, key: 'load/test_case', state: 'open', batchesTotal: 1 };

  const { finishing } = advance(plan, [loading, aStage()]);

  expect(finishing).toEqual([]);
});

test('a stage does not finish while another may still hand it batches', () => {
  const [feeding, fed] = planStages({ kind: 'migrate', phases: ['extract'], isGated: false });
  const plan = [feeding, { ...fed, hasFinish: true }] as PlannedStage[];
  const rows = (lastKind: StageProgress['lastKind']): StageProgress[] => [
    { key: 'extract/project', state: 'open', batchesTotal: 1, batchesDone: 1, lastKind },
    { ...NO_BATCHES, key: 'extract/folder', state: 'open' },
  ];

  const before = advance(plan, rows('page'));
  const after = advance(plan, rows('finish'));

  expect(before.finishing).toEqual(['extract/project']);
  expect(after.finishing).toEqual(['extract/folder']);
});

/** Works through a run whose stages have `work` batches each, and whose finish batches add `pages` further ones. */
function workOff(plan: readonly PlannedStage[], work: number, pages: number) {
  const rows = new Map<string, StageProgress>(
    plan.map(({ phase, type }) => {
      const key = stageKey(phase, type);
      const lastKind = work > 0 ? 'page' : null;
      return [key, { key, state: 'waiting', batchesTotal: work, batchesDone: 0, lastKind }];
    }),
  );
  const finished: string[] = [];
  const settle = (): void => {
    const { changes, finishing } = advance(plan, [...rows.values()]);
    for (const { key, state } of changes) rows.set(key, { ...rowOf(key), state });
    for (const key of finishing) {
      const row = rowOf(key);
      expect(row).toMatchObject({ state: 'open', batchesDone: row.batchesTotal });
      rows.set(key, { ...row, batchesTotal: row.batchesTotal + 1, lastKind: 'finish' });
      finished.push(key);
    }
  };
  const rowOf = (key: string): StageProgress => {
    const row = rows.get(key);
    if (!row) throw new Error(`no stage ${key}`);
    return row;
  };
  const listOpen = () => [...rows.values()].filter((row) => row.batchesDone < row.batchesTotal);
  const complete = (row: StageProgress): void => {
    const isMore = row.lastKind === 'finish' && row.batchesTotal < work + 1 + pages;
    const batchesTotal = row.batchesTotal + (isMore ? 1 : 0);
    rows.set(row.key, { ...row, batchesTotal, batchesDone: row.batchesDone + 1 });
    settle();
  };
  settle();
  return { rows, finished, listOpen, complete };
}

test('whatever order batches are done in, each stage with a finish gets one, after all else and before it is done', () => {
  const plan = planStages({
    kind: 'migrate',
    phases: ['extract', 'transform', 'load', 'validate'],
    isGated: true,
  });
  const few = fc.integer({ min: 0, max: 3 });

  fc.assert(
    fc.property(few, few, fc.infiniteStream(fc.nat()), (work, pages, picks) => {
      const run = workOff(plan, work, pages);
      for (let open = run.listOpen(); open.length > 0; open = run.listOpen()) {
        const workable = open.filter((row) => row.state === 'open');
        const next = workable[Number(picks.next().value) % workable.length];
        if (!next) throw new Error('the run is stuck');
        run.complete(next);
      }

      const expected = plan.filter((stage) => stage.hasFinish);
      expect(run.finished.toSorted()).toEqual(
        expected.map(({ phase, type }) => stageKey(phase, type)).toSorted(),
      );
      expect([...run.rows.values()].every((row) => row.state === 'done')).toBe(true);
    }),
    { numRuns: 50 },
  );
});
