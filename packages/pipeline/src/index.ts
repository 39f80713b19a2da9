export { advance, type StageChange, type StageProgress, type StageState } from './advance.ts';
export { backoffMs } from './backoff.ts';
export { type Batchable, batchIds } from './batch-ids.ts';
export { batchSizeFor, SMALLEST_BATCH } from './batch-size.ts';
export { chunk } from './chunk.ts';
export { type PlannedStage, planStages, type StagePlanInput } from './plan-stages.ts';
export { priorityOf, type StageKey, type StageRule, stageKey, stageRule } from './stage.ts';
