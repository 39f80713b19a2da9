import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canRun, freePort, waitFor } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { hasLongTests } from '../kit/long-tests.ts';
import { openScenario } from '../scenario/open-scenario.ts';
import { tinyData } from '../scenario/small-data.ts';
import { openPrometheus, type Prometheus } from './open-prometheus.ts';

const HAS_PROMETHEUS = await canRun('prometheus', ['--version']);
const DASHBOARD = join(import.meta.dirname, '../../infra/monitoring/grafana/dashboards/z2q.json');

type Panel = { readonly title: string; readonly targets?: readonly { readonly expr: string }[] };

/** The queries of all panels, with the values that Grafana would insert for its variables. */
async function listQueries(): Promise<readonly string[]> {
  const { panels }: { panels: readonly Panel[] } = JSON.parse(await readFile(DASHBOARD, 'utf8'));
  return panels
    .flatMap(({ targets = [] }) => targets)
    .map(({ expr }) => expr.replaceAll('$__rate_interval', '1m').replaceAll('$run', '.*'));
}

async function keepAnswered(
  { query }: Prometheus,
  queries: readonly string[],
  answered: Set<string>,
): Promise<readonly string[]> {
  const left = queries.filter((expression) => !answered.has(expression));
  for (const expression of left) if ((await query(expression)).length > 0) answered.add(expression);
  return queries.filter((expression) => !answered.has(expression));
}

test.runIf(HAS_PROMETHEUS && hasLongTests)(
  'Prometheus gets an answer to every query of the dashboard from one migration, and no alert is told of it',
  async () => {
    const names = ['extractor', 'transformer', 'loader', 'validator'] as const;
    const ports = new Map(await Promise.all(names.map(async (name) => [name, await freePort()] as const)));
    await using scenario = await openScenario({
      data: tinyData(),
      healthPorts: Object.fromEntries(ports),
      env: { ZEPHYR_MAX_RPS: '40', QTEST_MAX_RPS: '40' },
    });
    const { stack, qtest, api } = scenario;
    await using prometheus = await openPrometheus({
      control: { address: new URL(stack.url).host, token: stack.controlToken },
      workers: [...ports.values()].map((port) => `127.0.0.1:${port}`),
    });
    qtest.behaviour.faults = [{ kind: 'too-many-requests', retryAfter: 0, every: 9, times: 2 }];
    const queries = await listQueries();
    const answered = new Set<string>();

    const runId = await api.startRun(await scenario.migrateTo(1));
    const unanswered = await waitFor(
      async () => {
        const left = await keepAnswered(prometheus, queries, answered);
        if (left.length > 0) throw new Error(`Unanswered: ${left.join('\n')}`);
        return left;
      },
      { what: 'an answer to every query', timeoutMs: 60_000, everyMs: 500 },
    );
    await api.waitForRun(runId);

    expect(queries.length).toBeGreaterThan(30);
    expect(unanswered).toEqual([]);
    expect(await prometheus.query('ALERTS{alertstate="firing"}')).toEqual([]);
    expect(await prometheus.query('up == 0')).toEqual([]);
  },
);
