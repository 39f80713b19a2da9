import type { MigrationId, RunId } from '@z2q/contracts';
import type { Reader, Store, Writer } from './store.ts';
import type { Run } from './tables/runs.ts';

/** A reader or writer bound to one migration. A query that takes it concerns only that migration's rows. */
export type InMigration<Db> = Db & { readonly migrationId: MigrationId };

/** A reader or writer bound to one run of a migration. */
export type InRun<Db> = InMigration<Db> & { readonly runId: RunId };

/** The store bound to one run. */
export type RunStore = {
  readonly read: InRun<Reader>;
  /** Same as `Store.write`. */
  write<Result>(act: (tx: InRun<Writer>) => Promise<Result>): Promise<Result>;
};

type RunName = Pick<Run, 'id' | 'migrationId'>;

/**
 * Kysely's `withoutPlugins` returns a copy in the same transaction. No plugins are in use, so the copy differs only by
 * the ids that are added here.
 */
type Copyable<Db> = { withoutPlugins(): Db };

export const inMigration = <Db extends object>(db: Copyable<Db>, migrationId: MigrationId): InMigration<Db> =>
  Object.assign(db.withoutPlugins(), { migrationId });

export const inRun = <Db extends object>(db: Copyable<Db>, { id, migrationId }: RunName): InRun<Db> =>
  Object.assign(db.withoutPlugins(), { migrationId, runId: id });

export const storeOfRun = (store: Store, run: RunName): RunStore => ({
  read: inRun(store.read, run),
  write: (act) => store.write((tx) => act(inRun(tx, run))),
});
