import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  EMPTY_MAPPING,
  hashOfMapping,
  MigrationOptions,
  type MigrationView,
  newMigrationId,
} from '@z2q/contracts';
import { expect, test } from 'vitest';
import { createControlClient } from '../api/api-client.ts';
import { aRunView } from '../test-kit/a-run-view.ts';
import { findMigration } from './find-migration.ts';
import { findUnfinishedRun } from './find-run.ts';

const aMigration = (createdAt: string, runs: MigrationView['runs']): MigrationView => ({
  id: newMigrationId(),
  name: `made at ${createdAt}`,
  source: { projectKey: 'WEB' },
  target: { projectId: 1 },
  mapping: EMPTY_MAPPING,
  mappingHash: hashOfMapping(EMPTY_MAPPING),
  options: MigrationOptions.parse({}),
  createdAt,
  runs,
});
const loading = (createdAt: string) => aRunView({ createdAt });
const planning = (createdAt: string) => aRunView({ createdAt, phases: ['extract', 'transform'] });
const EARLY = '2026-01-05T10:00:00.000Z';
const LATE = '2026-01-06T10:00:00.000Z';

/** A control API that lists these migrations, oldest first. */
async function openApi(migrations: readonly MigrationView[]) {
  const server = createServer((request, answer) => {
    const one = migrations.find(({ id }) => request.url?.endsWith(id));
    answer.setHeader('content-type', 'application/json');
    answer.end(JSON.stringify(one ?? { items: migrations, nextCursor: null }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = createControlClient({ url: `http://127.0.0.1:${port}`, token: null, tokenFile: '' });
  return { client, [Symbol.dispose]: () => void server.close() };
}

test('the migration that has something on the target stands before a newer one that was only planned', async () => {
  const loaded = aMigration(EARLY, [loading(EARLY)]);
  using api = await openApi([loaded, aMigration(LATE, [planning(LATE)])]);

  expect((await findMigration(api.client, { project: 'WEB' })).id).toBe(loaded.id);
});

test('a dry run of a rollback has taken nothing away', async () => {
  const dry = aRunView({ createdAt: LATE, kind: 'rollback', phases: [], state: 'completed', dryRun: true });
  const loaded = aMigration(EARLY, [loading(EARLY), dry]);
  using api = await openApi([loaded, aMigration(LATE, [planning(LATE)])]);

  expect((await findMigration(api.client, {})).id).toBe(loaded.id);
});

test('of several that have something on the target none is chosen, and each is named with its flag', async () => {
  const migrations = [aMigration(EARLY, [loading(EARLY)]), aMigration(LATE, [loading(LATE)])];
  using api = await openApi(migrations);

  const found = findMigration(api.client, { project: 'WEB', target: 1 });

  for (const { id } of migrations) await expect(found).rejects.toThrow(`--migration ${id}`);
});

test('a run that is not over is found behind a hundred newer migrations', async () => {
  const running = aRunView({ createdAt: EARLY, phases: ['extract'], state: 'running' });
  const newer = Array.from({ length: 100 }, () =>
    aMigration(LATE, [aRunView({ phases: ['extract'], state: 'completed' })]),
  );
  using api = await openApi([aMigration(EARLY, [running]), ...newer]);

  expect((await findUnfinishedRun(api.client, {})).run.id).toBe(running.id);
});
