import { type PlannedStage, planStages } from '@z2q/pipeline';
import type { Migration } from '../tables/migrations.ts';
import type { Run } from '../tables/runs.ts';

/** The stages that a run of this migration goes through. */
export const planOf = (run: Pick<Run, 'kind' | 'phases'>, migration: Migration): readonly PlannedStage[] =>
  planStages({ kind: run.kind, phases: run.phases, isGated: migration.options.gate === 'before-load' });
