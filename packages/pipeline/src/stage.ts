import type { StagePhase, StageType } from '@z2q/contracts';

export type StageKey = `${StagePhase}/${StageType}`;
export const stageKey = (phase: StagePhase, type: StageType): StageKey => `${phase}/${type}`;

/** One phase of one entity type. */
export type StageRule = {
  readonly phase: StagePhase;
  readonly type: StageType;
  /** Stages that hand batches to this one. Its list of batches is final once they are done. */
  readonly fedBy: readonly StageKey[];
  /** Stages that must be done before any batch of this one is worked on. */
  readonly after: readonly StageKey[];
  /** Batches are worked on one after another, in order. */
  readonly isSequential: boolean;
  /** Once all its batches are done the stage gets one more, of kind `finish`, and is done only after that batch. */
  readonly hasFinish: boolean;
};

type Extra = Partial<Pick<StageRule, 'fedBy' | 'after' | 'isSequential' | 'hasFinish'>>;
const rule = (phase: StagePhase, type: StageType, extra: Extra = {}): StageRule => ({
  phase,
  type,
  fedBy: extra.fedBy ?? [],
  after: extra.after ?? [],
  isSequential: extra.isSequential ?? false,
  hasFinish: extra.hasFinish ?? false,
});

/**
 * Every stage there is. Extraction starts with an inventory (`extract/project`) that lists all records and then plans
 * the batches of each type. Files are found while cases, cycles, plans and executions are read.
 */
export const STAGE_RULES: readonly StageRule[] = [
  // Only after the last page is it known whether the whole project was listed. The finish batch then cuts the batches
  // of the other stages.
  rule('extract', 'project', { hasFinish: true }),
  // Folders are planned level by level and stay in that order, since a module is created under its parent.
  rule('extract', 'folder', { fedBy: ['extract/project'], isSequential: true }),
  rule('extract', 'test_case', { fedBy: ['extract/project'] }),
  rule('extract', 'test_cycle', { fedBy: ['extract/project'] }),
  rule('extract', 'test_plan', { fedBy: ['extract/project'] }),
  rule('extract', 'test_execution', { fedBy: ['extract/project'] }),
  rule('extract', 'attachment', {
    fedBy: ['extract/test_case', 'extract/test_cycle', 'extract/test_plan', 'extract/test_execution'],
  }),

  // The survey of what the target offers and lacks for this project, which needs the complete listing.
  rule('transform', 'project', { after: ['extract/project'] }),
  rule('transform', 'folder', {
    fedBy: ['extract/folder'],
    after: ['transform/project'],
    isSequential: true,
  }),
  rule('transform', 'test_case', {
    fedBy: ['extract/test_case'],
    after: ['transform/project', 'transform/folder'],
  }),
  rule('transform', 'test_cycle', {
    fedBy: ['extract/test_cycle'],
    after: ['transform/project', 'transform/folder'],
  }),
  rule('transform', 'test_plan', { fedBy: ['extract/test_plan'], after: ['transform/project'] }),
  // An execution takes its name and its steps from its test case.
  rule('transform', 'test_execution', {
    fedBy: ['extract/test_execution'],
    after: ['transform/test_case', 'transform/test_cycle'],
  }),
  rule('transform', 'attachment', {
    fedBy: ['extract/attachment'],
    after: ['transform/test_case', 'transform/test_execution'],
  }),

  // A write whose answer was lost may land twice. So the finish batch of each load stage looks once more for what was
  // sent again.
  rule('load', 'project', { after: ['extract/project', 'transform/project'], hasFinish: true }),
  rule('load', 'folder', {
    fedBy: ['transform/folder'],
    after: ['load/project'],
    isSequential: true,
    hasFinish: true,
  }),
  rule('load', 'test_case', { fedBy: ['transform/test_case'], after: ['load/folder'], hasFinish: true }),
  rule('load', 'test_cycle', { fedBy: ['transform/test_cycle'], after: ['load/folder'], hasFinish: true }),
  rule('load', 'test_plan', { fedBy: ['transform/test_plan'], after: ['load/project'], hasFinish: true }),
  // One listing returns the step ids of all cases. A test log refers to steps by these ids.
  rule('load', 'test_step', { after: ['load/test_case'] }),
  rule('load', 'test_execution', {
    fedBy: ['transform/test_execution'],
    after: ['load/test_case', 'load/test_cycle', 'load/test_step'],
    hasFinish: true,
  }),
  rule('load', 'attachment', {
    fedBy: ['transform/attachment'],
    after: ['load/test_execution', 'load/test_plan'],
    hasFinish: true,
  }),

  // A record counts as missing only when every object was read without finding it, so a type is summed up in its finish
  // batch.
  rule('validate', 'folder', { after: ['load/folder', 'load/test_cycle'], hasFinish: true }),
  rule('validate', 'test_case', { after: ['load/test_case'], hasFinish: true }),
  rule('validate', 'test_cycle', { after: ['load/test_cycle'], hasFinish: true }),
  rule('validate', 'test_plan', { after: ['load/test_plan'], hasFinish: true }),
  rule('validate', 'test_execution', { after: ['load/test_execution'], hasFinish: true }),
  rule('validate', 'attachment', { after: ['load/attachment'], hasFinish: true }),

  // Logs are deleted with their runs, so the outcome of an execution is known only once all runs were tried.
  rule('rollback', 'test_execution', { hasFinish: true }),
  rule('rollback', 'test_cycle', { after: ['rollback/test_execution'] }),
  rule('rollback', 'test_plan', { after: ['rollback/test_execution'] }),
  rule('rollback', 'test_case', { after: ['rollback/test_execution'] }),
  // Planned deepest first and kept in that order: a folder is deleted after everything in it.
  rule('rollback', 'folder', {
    after: ['rollback/test_case', 'rollback/test_cycle'],
    isSequential: true,
  }),
  // Fields are deleted last, when none of our objects has a value in them any more.
  rule('rollback', 'project', { after: ['rollback/folder', 'rollback/test_plan'], hasFinish: true }),
];

/** Order in a queue: types that others wait for go first. Lower goes first. */
const PRIORITIES: Readonly<Record<StageType, number>> = {
  project: 1,
  folder: 2,
  test_cycle: 3,
  test_plan: 3,
  test_case: 4,
  test_step: 4,
  test_execution: 5,
  attachment: 6,
};
export const priorityOf = (type: StageType): number => PRIORITIES[type];

const BY_KEY = new Map(STAGE_RULES.map((stage) => [stageKey(stage.phase, stage.type), stage]));

/** @throws {Error} for a pair of phase and type that no run has. */
export function stageRule(key: StageKey): StageRule {
  const found = BY_KEY.get(key);
  if (!found) throw new Error(`No stage is called ${key}`);
  return found;
}
