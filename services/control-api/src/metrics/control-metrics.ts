import { createRegistry } from '@z2q/process/create-registry';
import type { ControlContext } from '../context.ts';
import { createBatchView } from './batch-view.ts';
import { createBudgetView } from './budget-view.ts';
import { createQueueView } from './queue-view.ts';
import { createRunView } from './run-view.ts';
import type { View } from './view.ts';
import { createWorkerView } from './worker-view.ts';

export type ControlMetrics = { readonly contentType: string; readonly read: () => Promise<string> };

/**
 * Metrics that are the same whichever process is asked, read from Redis and the store at each request of Prometheus.
 * What a process does itself, such as its requests, a worker reports at its own port.
 */
export function createControlMetrics(context: ControlContext): ControlMetrics {
  const registry = createRegistry('control-api');
  const views: readonly View[] = [
    createQueueView(context),
    createRunView(context),
    createBatchView(context),
    createBudgetView(context),
    createWorkerView(context),
  ];
  for (const gauge of views.flatMap(({ gauges }) => gauges)) registry.registerMetric(gauge);
  return {
    contentType: registry.contentType,
    read: async () => {
      await Promise.all(views.map((view) => view.refresh()));
      return registry.metrics();
    },
  };
}
