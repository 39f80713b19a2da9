export { Behaviour } from './behaviour/behaviour.ts';
export { Fault, type FaultKind } from './behaviour/fault.ts';
export type { RequestStats, RouteStats } from './behaviour/request-stats.ts';
export type { QtestOptions } from './qtest/options.ts';
export type { Refusals, Refuse } from './qtest/refusals.ts';
export type { Seed, Seeded } from './qtest/seed.ts';
export {
  type QtestSandbox,
  type QtestSandboxSettings,
  startQtestSandbox,
} from './qtest/start-qtest-sandbox.ts';
export type { QtestState } from './qtest/state/dump.ts';
export type { ExecutionStatus, ProjectSeed } from './qtest/state/project.ts';
export {
  createZephyrToken,
  startZephyrSandbox,
  type ZephyrSandbox,
  type ZephyrSandboxOptions,
} from './zephyr/start-zephyr-sandbox.ts';
export { loadCorpus } from './zephyr-data/corpus/load-corpus.ts';
export { type GenerateOptions, generateZephyrData } from './zephyr-data/generate-zephyr-data.ts';
export type { ZephyrAttachment } from './zephyr-data/zephyr-attachment.ts';
export type { ZephyrCase, ZephyrScript, ZephyrStep } from './zephyr-data/zephyr-case.ts';
export type { ZephyrData, ZephyrProject } from './zephyr-data/zephyr-data.ts';
export type { ZephyrCycle, ZephyrExecution, ZephyrPlan, ZephyrStepResult } from './zephyr-data/zephyr-run.ts';
