import { hashOfMapping, type MigrationView } from '@z2q/contracts';
import { listRunsOf, type Migration, type Reader } from '@z2q/store';
import { toMigrationItem } from './to-migration-item.ts';
import { toRunView } from './to-run-view.ts';

/** A migration with its mapping and its runs, oldest first. */
export async function toMigrationView(db: Reader, migration: Migration, now: Date): Promise<MigrationView> {
  const { mapping, options } = migration;
  const runs = await listRunsOf(db, migration.id);
  return {
    ...toMigrationItem(migration),
    mapping,
    mappingHash: hashOfMapping(mapping),
    options,
    runs: await Promise.all(runs.map((run) => toRunView(db, run, now))),
  };
}
