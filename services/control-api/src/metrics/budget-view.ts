import { readBudget } from '@z2q/http';
import { Gauge } from 'prom-client';
import type { ControlContext } from '../context.ts';
import { withTimeout } from '../http/with-timeout.ts';
import type { View } from './view.ts';

const ANSWER_WITHIN_MS = 2_000;

const gauge = (name: string, help: string): Gauge<'side' | 'host'> =>
  new Gauge({ name, help, labelNames: ['side', 'host'], registers: [] });

/** The rate budgets that all processes share. Without Redis they are unknown. */
export function createBudgetView({ config, redis }: Pick<ControlContext, 'config' | 'redis'>): View {
  const apis = [
    { side: 'source', ...config.zephyr },
    { side: 'target', ...config.qtest },
  ].map(({ side, baseUrl, maxRps }) => ({ side, host: new URL(baseUrl).host, maxRps }));
  const limit = gauge(
    'z2q_api_budget_requests_per_second',
    'Requests a second that all processes together may make; 0: no limit of ours',
  );
  const left = gauge('z2q_api_budget_left', 'Requests that would be let go at once; absent without a limit');
  const wait = gauge('z2q_api_budget_wait_seconds', 'How long a request that asks for its turn now waits');
  const heldBack = gauge(
    'z2q_api_held_back_seconds',
    'How long the API still wants no requests, after a 429',
  );
  const look = async ({ side, host, maxRps }: (typeof apis)[number]): Promise<void> => {
    const labels = { side, host };
    limit.set(labels, maxRps);
    const reading = await withTimeout(ANSWER_WITHIN_MS, () => readBudget({ redis, key: host, maxRps }));
    if (reading.left !== null) left.set(labels, reading.left);
    wait.set(labels, reading.waitMs / 1000);
    heldBack.set(labels, reading.heldBackMs / 1000);
  };
  const refresh = async (): Promise<void> => {
    // If Redis does not answer, earlier values no longer hold, so they are removed.
    for (const metric of [left, wait, heldBack]) metric.reset();
    await Promise.allSettled(apis.map(look));
  };
  return { gauges: [limit, left, wait, heldBack], refresh };
}
