import type { BatchKind } from '@z2q/contracts';
import type { PlannedStage } from './plan-stages.ts';
import { type StageKey, stageKey } from './stage.ts';

export type StageState = 'waiting' | 'open' | 'done';

/** Progress of one stage, as stored. */
export type StageProgress = {
  readonly key: StageKey;
  readonly state: StageState;
  readonly batchesTotal: number;
  readonly batchesDone: number;
  /** Kind of the last batch that was added to the stage; null: it has no batches. */
  readonly lastKind: BatchKind | null;
};

export type StageChange = { readonly key: StageKey; readonly state: StageState };

/** What to do so that the stages agree with their batches. */
export type Advance = {
  readonly changes: readonly StageChange[];
  /** Stages that get their `finish` batch now. */
  readonly finishing: readonly StageKey[];
};

/**
 * Computes from the finished batches which stages open, which get a finish batch and which are done. Pure. Repeats
 * until nothing changes, so one call settles a whole chain of empty stages.
 */
export function advance(plan: readonly PlannedStage[], progress: readonly StageProgress[]): Advance {
  const before = new Map(progress.map((stage) => [stage.key, stage]));
  const states = new Map<StageKey, StageState>(progress.map((stage) => [stage.key, stage.state]));
  const isDone = (key: StageKey) => states.get(key) === 'done';
  const findNext = (stage: PlannedStage): NextState | undefined => {
    const row = before.get(stageKey(stage.phase, stage.type));
    return row && nextState(stage, row, isDone);
  };

  const settle = (stage: PlannedStage): boolean => {
    const key = stageKey(stage.phase, stage.type);
    const next = findNext(stage)?.state;
    if (next === undefined || next === states.get(key)) return false;
    states.set(key, next);
    return true;
  };
  while (plan.map(settle).some(Boolean));

  return {
    changes: [...states]
      .filter(([key, state]) => before.get(key)?.state !== state)
      .map(([key, state]) => ({ key, state })),
    finishing: plan
      .filter((stage) => findNext(stage)?.isFinishDue)
      .map((stage) => stageKey(stage.phase, stage.type)),
  };
}

type NextState = { readonly state: StageState; readonly isFinishDue: boolean };

function nextState(stage: PlannedStage, row: StageProgress, isDone: (key: StageKey) => boolean): NextState {
  if (!stage.after.every(isDone)) return { state: 'waiting', isFinishDue: false };
  const isWorkedOff = stage.fedBy.every(isDone) && row.batchesDone === row.batchesTotal;
  // A finish batch may add further finish batches, or send the stage back to work. After that work the stage finishes
  // once more.
  const isFinishDue = isWorkedOff && stage.hasFinish && row.lastKind !== 'finish';
  return { state: isWorkedOff && !isFinishDue ? 'done' : 'open', isFinishDue };
}
