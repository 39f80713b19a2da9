export { Behaviour } from './behaviour/behaviour.ts';
export { Fault, type FaultKind, RetryAfter } from './behaviour/fault.ts';
export type { RequestStats, RouteStats } from './behaviour/request-stats.ts';
