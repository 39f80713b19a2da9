export { findBrokerFault } from './find-broker-fault.ts';
export { giveUpLostRedis } from './give-up-lost-redis.ts';
export type { JobOutcome } from './job-outcome.ts';
export { openQueues, type Queues } from './open-queues.ts';
export { openImpatientRedis, openRedisConnection } from './open-redis-connection.ts';
export { refuseCluster } from './refuse-cluster.ts';
export { type JobProcessor, type QueueWorkerOptions, startQueueWorker } from './start-queue-worker.ts';
export { openTraces, type Traces, type TracesConfig } from './traces/open-traces.ts';
