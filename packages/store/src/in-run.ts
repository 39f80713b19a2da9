import type { MigrationId, RunId } from '@z2q/contracts';
import type { Reader, Store, Writer } from './store.ts';
import type { Run } from './tables/runs.ts';

/** A reader or writer of one migration: a query that takes it is about that migration's rows, and need not be told which. */
export type InMigration<Db> = Db & { readonly migrationId: MigrationId };

/** A reader or writer of one run of a migration. */
export type InRun<Db> = InMigration<Db> & { readonly runId: RunId };

/** The store as one run has it. */
export type RunStore = {
  readonly read: InRun<Reader>;
  /** As `Store.write`. */
  write<Result>(act: (tx: InRun<Writer>) => Promise<Result>): Promise<Result>;
};

type RunName = Pick<Run, 'id' | 'migrationId'>;

/** Kysely copies itself by `withoutPlugins`, and there are none: the copy is ours to add to, in the same transaction. */
type Copyable<Db> = { withoutPlugins(): Db };

export const inMigration = <Db extends object>(db: Copyable<Db>, migrationId: MigrationId): InMigration<Db> =>
  Object.assign(db.withoutPlugins(), { migrationId });

export const inRun = <Db extends object>(db: Copyable<Db>, { id, migrationId }: RunName): InRun<Db> =>
  Object.assign(db.withoutPlugins(), { migrationId, runId: id });

export const storeOfRun = (store: Store, run: RunName): RunStore => ({
  read: inRun(store.read, run),
  write: (act) => store.write((tx) => act(inRun(tx, run))),
});
