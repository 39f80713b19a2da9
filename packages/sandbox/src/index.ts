export { Behaviour } from './behaviour/behaviour.ts';
export { Fault, type FaultKind, RetryAfter } from './behaviour/fault.ts';
export type { RequestStats, RouteStats } from './behaviour/request-stats.ts';
export { QtestOptions } from './qtest/options.ts';
export { Refusal, type Refusals, type Refuse } from './qtest/refusals.ts';
export type { Seed, Seeded } from './qtest/seed.ts';
export {
  type QtestSandbox,
  type QtestSandboxSettings,
  startQtestSandbox,
} from './qtest/start-qtest-sandbox.ts';
export type { QtestState } from './qtest/state/dump.ts';
export type { ProjectSeed } from './qtest/state/project.ts';
