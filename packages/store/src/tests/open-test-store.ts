import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BatchJob,
  EMPTY_MAPPING,
  type MappedType,
  MigrationOptions,
  newMigrationId,
  PHASES,
  type Phase,
} from '@z2q/contracts';
import { type InRun, type RunStore, storeOfRun } from '../in-run.ts';
import { type StartedRun, startRun } from '../orchestration/start-run.ts';
import { databaseFile, openStore, type Store, type Writer } from '../store.ts';
import { beginIntent, saveCreated } from '../tables/intents.ts';
import { LEASE_MS } from '../tables/leases.ts';
import { insertMigration, type Migration } from '../tables/migrations.ts';

export const NOW = '2026-11-22T12:00:00.000Z';
export const NOW_MS = Date.parse(NOW);

/** A run, and the store bound to it. */
export type BegunRun = StartedRun & { readonly store: RunStore };

export type TestStore = AsyncDisposable & {
  readonly store: Store;
  /** Opens the same store once more, as another process does. */
  openAgain(): Promise<Store>;
  migrate(options?: Partial<MigrationOptions>): Promise<Migration>;
  begin(migration: Migration, phases?: readonly Phase[]): Promise<BegunRun>;
};

/** Opens an empty store for one test. The store's tests are the same for every database that it can be in. */
export type OpenTestStore = () => Promise<TestStore>;

export type MappedRecord = {
  readonly entityType: MappedType;
  readonly sourceId: string;
  readonly sourceKey?: string | null;
  readonly parentTargetId?: number | null;
};

/** Claim of the intents that `leaveIntent` leaves. Its worker is gone. */
export const GONE = 'somebody who is gone';

/** Leaves an intent of `NOW_MS` whose outcome nobody has reported. */
export async function leaveIntent(tx: InRun<Writer>, record: MappedRecord): Promise<void> {
  const intent = { sourceKey: null, parentTargetId: null, ...record, claim: GONE, nowMs: NOW_MS };
  await beginIntent(tx, intent, 0);
}

/** Puts a record with an object on the target into the id map. */
export async function saveMapped(
  tx: InRun<Writer>,
  record: MappedRecord,
  { targetPid = null, ...created }: { readonly targetId: number; readonly targetPid?: string | null },
): Promise<void> {
  await leaveIntent(tx, record);
  await saveCreated(tx, { ...record, claim: GONE }, { ...created, targetPid });
}

const makeDir = (): Promise<string> => mkdtemp(join(tmpdir(), 'z2q-store-'));
const removeDir = (dir: string): Promise<void> => rm(dir, { recursive: true, force: true });
// Tests of the tables are not about power cuts.
const openUnsynced = (dataDir: string): Promise<Store> =>
  openStore(dataDir, { syncFile: async () => undefined });

/** A store in a SQLite file of its own. */
export async function openTestStore(): Promise<TestStore & { readonly dataDir: string }> {
  const dataDir = await makeDir();
  await writeFile(databaseFile(dataDir), await readEmpty(), { mode: 0o600 });
  const kit = await createTestStore(
    () => openUnsynced(dataDir),
    () => removeDir(dataDir),
  );
  return { ...kit, dataDir };
}

let empty: Promise<Buffer> | undefined;

/** File of a store without rows. Made only once, because creating all tables takes longer than most tests. */
const readEmpty = (): Promise<Buffer> => {
  empty ??= makeEmpty();
  return empty;
};

export const lease = (owner: string, nowMs = NOW_MS) => ({ owner, nowMs, leaseMs: LEASE_MS });

/** A run at its beginning, and its first batch: the inventory. */
export async function beginInventory(
  kit: TestStore,
): Promise<{ readonly job: BatchJob; readonly store: RunStore }> {
  const { jobs, store } = await kit.begin(await kit.migrate());
  const job = jobs.find((candidate) => candidate.phase === 'extract');
  if (!job) throw new Error('A run begins with its inventory');
  return { job: BatchJob.strip().parse(job), store };
}

async function makeEmpty(): Promise<Buffer> {
  const dir = await makeDir();
  const store = await openUnsynced(dir);
  // Closing moves the content of the log into the file.
  await store[Symbol.asyncDispose]();
  const bytes = await readFile(databaseFile(dir));
  await removeDir(dir);
  return bytes;
}

async function createTestStore(open: () => Promise<Store>, remove: () => Promise<void>): Promise<TestStore> {
  const store = await open();
  return {
    store,
    openAgain: open,
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
    begin: async (migration, phases = PHASES) => {
      const run = await store.write((tx) => startRun(tx, migration, 'migrate', phases, NOW));
      return { ...run, store: storeOfRun(store, run) };
    },
    [Symbol.asyncDispose]: async () => {
      await store[Symbol.asyncDispose]();
      await remove();
    },
  };
}
