import type { BatchKind } from '@z2q/contracts';
import type { PlannedStage } from './plan-stages.ts';
import { type StageKey, stageKey } from './stage.ts';

export type StageState = 'waiting' | 'open' | 'done';

/** Progress of one stage as the store counts it. */
export type StageProgress = {
  readonly key: StageKey;
  readonly state: StageState;
  readonly batchesTotal: number;
  readonly batchesDone: number;
  /** Kind of the batch that was added to it last; null: it has none. */
  readonly lastKind: BatchKind | null;
};

export type StageChange = { readonly key: StageKey; readonly state: StageState };

/** What is to be done so that the stages agree with their batches. */
export type Advance = {
  readonly changes: readonly StageChange[];
  /** Stages whose `finish` batch is to be added now. */
  readonly finishing: readonly StageKey[];
};

/**
 * What follows from the batches that are done: which stages open, which are to finish and which are done.
 * Pure; the answer is the fixed point, so one call settles a whole chain of empty stages.
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
  // A finish batch may page on in others like it, or send the stage back to work, which then finishes once more.
  const isFinishDue = isWorkedOff && stage.hasFinish && row.lastKind !== 'finish';
  return { state: isWorkedOff && !isFinishDue ? 'done' : 'open', isFinishDue };
}
