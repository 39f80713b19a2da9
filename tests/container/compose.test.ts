import type { IdMapItem, RunView, WorkerView } from '@z2q/contracts';
import { type ControlClient, createHttpControlClient, waitFor } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { type Composition, openComposition } from './composition.ts';

/** The token in infra/docker/sandbox.env, and the only project of each stand-in. */
const TOKEN = 'token-of-the-sandbox';
const SOURCE = 'DEMO';
const TARGET = 1;
const MINUTE_MS = 60_000;

type Page = { readonly items: readonly IdMapItem[] };

test.runIf(process.env.Z2Q_CONTAINER_TESTS)(
  'a composition with three loaders carries a whole project, verifies it, and finds nothing to do the second time',
  { timeout: 15 * MINUTE_MS },
  async () => {
    await using composition = await openComposition({ loaders: 3 });
    const control = createHttpControlClient(composition.apiUrl, TOKEN);

    const loaders = await withLogs(composition, () => threeLoaders(control));
    const run = await withLogs(composition, () => migrate(control));

    expect(new Set(loaders.map(({ host }) => host)).size).toBe(3);
    expect(run).toMatchObject({ state: 'completed' });
    expect(run.counts.test_case?.verified).toBeGreaterThan(0);
    expect(run.counts.test_execution?.verified).toBeGreaterThan(0);

    await composition.compose('run', '--rm', '-T', 'demo');

    const { items: idMap } = await control.get<Page>(`/v1/migrations/${run.migrationId}/id-map?limit=1000`);
    expect(idMap.every(({ runId }) => runId === run.id)).toBe(true);
  },
);

function threeLoaders(control: ControlClient): Promise<readonly WorkerView[]> {
  const loadersIfAll = async (): Promise<readonly WorkerView[] | undefined> => {
    const { items } = await control.get<{ readonly items: readonly WorkerView[] }>('/v1/workers');
    const loaders = items.filter(({ service }) => service === 'loader');
    return loaders.length === 3 ? loaders : undefined;
  };
  return waitFor(loadersIfAll, { what: 'three loaders at /v1/workers', timeoutMs: 2 * MINUTE_MS });
}

async function migrate(control: ControlClient): Promise<RunView> {
  const migrationId = await control.createMigration(SOURCE, TARGET);
  return control.run(migrationId, { timeoutMs: 5 * MINUTE_MS });
}

/**
 * Adds the containers' logs to the error of a step, because they are lost when the containers are removed.
 */
async function withLogs<T>(composition: Composition, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw new Error(await composition.compose('logs', '--no-color', '--tail=40'), { cause: error });
  }
}
