import type { Phase, RunKind, StagePhase } from '@z2q/contracts';
import { STAGE_RULES, type StageRule, stageKey } from './stage.ts';

/** A stage of one run, with dependencies only on stages that the run has. */
export type PlannedStage = StageRule & {
  /** No stage of this run hands it batches, so it starts with a `plan` batch of its own. */
  readonly plansItself: boolean;
};

export type StagePlanInput = {
  readonly kind: RunKind;
  readonly phases: readonly Phase[];
  /** Loading waits for all of transform, because a person approves the drafts in between. */
  readonly isGated: boolean;
};

/** Lists the stages of a run, without dependencies on phases that the run does not have. */
export function planStages({ kind, phases, isGated }: StagePlanInput): readonly PlannedStage[] {
  const included: ReadonlySet<StagePhase> = new Set<StagePhase>(kind === 'rollback' ? ['rollback'] : phases);
  const rules = STAGE_RULES.filter((stage) => included.has(stage.phase));
  const keys = new Set(rules.map((stage) => stageKey(stage.phase, stage.type)));
  const gate = isGated
    ? rules.filter((stage) => stage.phase === 'transform').map((stage) => stageKey(stage.phase, stage.type))
    : [];
  return rules.map((stage) => {
    const fedBy = stage.fedBy.filter((key) => keys.has(key));
    const after = [...stage.after, ...(stageKey(stage.phase, stage.type) === 'load/project' ? gate : [])];
    return { ...stage, fedBy, after: after.filter((key) => keys.has(key)), plansItself: fedBy.length === 0 };
  });
}
