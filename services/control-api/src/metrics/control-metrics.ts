import { RunState, WORKER_ALIVE_MS } from '@z2q/contracts';
import type { Queues } from '@z2q/queues';
import { countRunsByState, listWorkers, type Store, sumRecords } from '@z2q/store';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { ControlContext } from '../context.ts';
import { withTimeout } from '../http/with-timeout.ts';

const ANSWER_WITHIN_MS = 2_000;

/** Read anew from Redis and the store whenever Prometheus asks. */
export function createControlMetrics({ queues, store, now }: ControlContext): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ service: 'control-api' });
  collectDefaultMetrics({ register: registry });
  registry.registerMetric(createQueueJobs(queues));
  registry.registerMetric(createRuns(store));
  registry.registerMetric(createRecords(store));
  registry.registerMetric(createWorkers(store, now));
  return registry;
}

/** Has no samples while Redis is away. */
function createQueueJobs(queues: Queues): Gauge<'queue' | 'state'> {
  return new Gauge({
    name: 'z2q_queue_jobs',
    help: 'Jobs in a queue, by state: prioritized wait for a worker (64 at most; the checkpoints have the rest), active are in hand, completed and failed are the newest that are over. A failed one is a batch that came back or was given up',
    labelNames: ['queue', 'state'],
    registers: [],
    async collect() {
      this.reset();
      const all = queues.all.map(async (queue) => {
        const counts = await withTimeout(ANSWER_WITHIN_MS, () => queue.getJobCounts());
        for (const [state, count] of Object.entries(counts)) this.set({ queue: queue.name, state }, count);
      });
      await Promise.allSettled(all);
    },
  });
}

function createRuns(store: Store): Gauge<'state'> {
  return new Gauge({
    name: 'z2q_runs',
    help: 'Runs, by state',
    labelNames: ['state'],
    registers: [],
    async collect() {
      const counts = await countRunsByState(store.read);
      for (const state of RunState.options) this.set({ state }, counts.get(state) ?? 0);
    },
  });
}

function createRecords(store: Store): Gauge<'entity_type' | 'stage'> {
  return new Gauge({
    name: 'z2q_records',
    help: 'Source records of all runs that reached a stage',
    labelNames: ['entity_type', 'stage'],
    registers: [],
    async collect() {
      for (const [entityType, sums] of await sumRecords(store.read)) {
        for (const [stage, count] of Object.entries(sums))
          this.set({ entity_type: entityType, stage }, count);
      }
    },
  });
}

function createWorkers(store: Store, now: () => Date): Gauge<'worker'> {
  return new Gauge({
    name: 'z2q_workers',
    help: 'Worker processes that are alive',
    labelNames: ['worker'],
    registers: [],
    async collect() {
      this.reset();
      for (const { service } of await listWorkers(store.read, now().getTime() - WORKER_ALIVE_MS)) {
        this.inc({ worker: service });
      }
    },
  });
}
