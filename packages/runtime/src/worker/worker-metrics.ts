import type { BatchJob } from '@z2q/contracts';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { RequestObservation } from './request-recorder.ts';

export type WorkerMetrics = {
  readonly registry: Registry;
  readonly observeRequest: (observation: RequestObservation) => void;
  /** Times a batch and counts it as in hand until it is over. */
  readonly duringBatch: <Result>(job: BatchJob, act: () => Promise<Result>) => Promise<Result>;
  readonly jobsInHand: () => number;
};

export function createWorkerMetrics(service: string): WorkerMetrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'z2q_api_requests_total',
    help: 'Calls to either API',
    labelNames: ['side', 'route', 'outcome'],
    registers: [registry],
  });
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
    observeRequest: ({ side, route, outcome }) => requests.inc({ side, route, outcome }),
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
