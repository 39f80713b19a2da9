import type { Phase, RunKind, StagePhase } from '@z2q/contracts';
import { STAGE_RULES, type StageRule, stageKey } from './stage.ts';

/** A stage of one run: what feeds it and what it waits for, within the phases this run has. */
export type PlannedStage = StageRule & {
  /** Nothing in this run hands it batches, so it starts with a `plan` batch of its own. */
  readonly plansItself: boolean;
};

export type StagePlanInput = {
  readonly kind: RunKind;
  readonly phases: readonly Phase[];
  /** Loading waits for every transformation, because a person looks at the drafts in between. */
  readonly isGated: boolean;
};

/** The stages of a run, dependencies on phases it does not have left out. */
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
