import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EMPTY_MAPPING, MigrationOptions, newMigrationId, PHASES, type Phase } from '@z2q/contracts';
import { type StartedRun, startRun } from './orchestration/start-run.ts';
import { openStore, type Store } from './store.ts';
import { insertMigration, type Migration } from './tables/migrations.ts';

export const NOW = '2026-11-22T12:00:00.000Z';
export const NOW_MS = Date.parse(NOW);

export type TestStore = AsyncDisposable & {
  readonly store: Store;
  readonly dataDir: string;
  migrate(options?: Partial<MigrationOptions>): Promise<Migration>;
  begin(migration: Migration, phases?: readonly Phase[]): Promise<StartedRun>;
};

/** A store in a file of its own, for tests. */
export async function openTestStore(): Promise<TestStore> {
  const dataDir = await mkdtemp(join(tmpdir(), 'z2q-store-'));
  const store = await openStore(dataDir);
  return {
    store,
    dataDir,
    migrate: async (options = {}) => {
      const migration: Migration = {
        id: newMigrationId(),
        name: 'WEB',
        sourceProjectKey: 'WEB',
        targetProjectId: 1,
        mapping: EMPTY_MAPPING,
        options: MigrationOptions.parse(options),
        createdAt: NOW,
      };
      await store.write((tx) => insertMigration(tx, migration));
      return migration;
    },
    begin: (migration, phases = PHASES) =>
      store.write((tx) => startRun(tx, migration, 'migrate', phases, NOW)),
    [Symbol.asyncDispose]: async () => {
      await store[Symbol.asyncDispose]();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
