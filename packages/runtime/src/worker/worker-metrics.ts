import type { BatchJob } from '@z2q/contracts';
import type { HttpFlight } from '@z2q/http';
import { createRegistry } from '@z2q/process/create-registry';
import { type CalledApis, type CountedCall, watchApiCalls } from '@z2q/process/watch-api-calls';
import { Gauge, Histogram, type Registry } from 'prom-client';

export type WorkerMetrics = {
  readonly registry: Registry;
  readonly observeRequest: (call: CountedCall) => void;
  readonly onFlight: (flight: HttpFlight) => void;
  /** Times a batch and counts it as in hand while `act` runs. */
  readonly duringBatch: <Result>(job: BatchJob, act: () => Promise<Result>) => Promise<Result>;
  readonly jobsInHand: () => number;
};

/** `apis` are the APIs that the service calls. */
export function createWorkerMetrics(service: string, apis: CalledApis): WorkerMetrics {
  const registry = createRegistry(service);
  const seconds = new Histogram({
    name: 'z2q_batch_seconds',
    help: 'Time a batch was worked on',
    labelNames: ['phase', 'entity_type'],
    buckets: [0.05, 0.2, 1, 5, 20, 60, 300],
    registers: [registry],
  });
  const inHand = new Gauge({
    name: 'z2q_batches_in_hand',
    help: 'Batches being worked on',
    registers: [registry],
  });
  let count = 0;
  const hold = (by: 1 | -1): void => {
    count += by;
    inHand.set(count);
  };
  return {
    registry,
    ...watchApiCalls(registry, apis),
    duringBatch: async (job, act) => {
      hold(1);
      const stop = seconds.startTimer({ phase: job.phase, entity_type: job.entityType });
      try {
        return await act();
      } finally {
        stop();
        hold(-1);
      }
    },
    jobsInHand: () => count,
  };
}
