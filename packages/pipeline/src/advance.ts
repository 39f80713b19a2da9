import type { PlannedStage } from './plan-stages.ts';
import { type StageKey, stageKey } from './stage.ts';

export type StageState = 'waiting' | 'open' | 'done';

/** Progress of one stage as the store counts it. */
export type StageProgress = {
  readonly key: StageKey;
  readonly state: StageState;
  readonly batchesTotal: number;
  readonly batchesDone: number;
};

export type StageChange = { readonly key: StageKey; readonly state: StageState };

/**
 * What follows from the batches that are done: which stages open and which are done.
 * Pure; the answer is the fixed point, so one call settles a whole chain of empty stages.
 */
export function advance(
  plan: readonly PlannedStage[],
  progress: readonly StageProgress[],
): readonly StageChange[] {
  const before = new Map(progress.map((stage) => [stage.key, stage]));
  const states = new Map<StageKey, StageState>(progress.map((stage) => [stage.key, stage.state]));
  const isDone = (key: StageKey) => states.get(key) === 'done';

  const settle = (stage: PlannedStage): boolean => {
    const key = stageKey(stage.phase, stage.type);
    const row = before.get(key);
    const next = row ? nextState(stage, row, isDone) : undefined;
    if (next === undefined || next === states.get(key)) return false;
    states.set(key, next);
    return true;
  };
  while (plan.map(settle).some(Boolean));

  return [...states]
    .filter(([key, state]) => before.get(key)?.state !== state)
    .map(([key, state]) => ({ key, state }));
}

function nextState(stage: PlannedStage, row: StageProgress, isDone: (key: StageKey) => boolean): StageState {
  if (!stage.after.every(isDone)) return 'waiting';
  const isInputFinal = stage.fedBy.every(isDone);
  return isInputFinal && row.batchesDone === row.batchesTotal ? 'done' : 'open';
}
