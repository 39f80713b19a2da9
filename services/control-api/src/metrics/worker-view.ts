import { WORKER_ALIVE_MS } from '@z2q/contracts';
import { listWorkers } from '@z2q/store';
import { Gauge } from 'prom-client';
import type { ControlContext } from '../context.ts';
import type { View } from './view.ts';

/** Each service is reported, with a zero if it has no worker, since that is what an alert is for. */
const SERVICES = ['extractor', 'transformer', 'loader', 'validator'];

export function createWorkerView({ store, now }: Pick<ControlContext, 'store' | 'now'>): View {
  const alive = new Gauge({
    name: 'z2q_workers',
    help: 'Worker processes that are alive',
    labelNames: ['worker'],
    registers: [],
  });
  const refresh = async (): Promise<void> => {
    const workers = await listWorkers(store.read, now().getTime() - WORKER_ALIVE_MS);
    alive.reset();
    for (const worker of SERVICES) alive.set({ worker }, 0);
    for (const { service } of workers) alive.inc({ worker: service });
  };
  return { gauges: [alive], refresh };
}
