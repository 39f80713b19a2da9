import { hashOfMapping, type MigrationView } from '@z2q/contracts';
import { listRunsOf, type Migration } from '@z2q/store';
import type { ControlContext } from '../context.ts';
import { readSites } from './read-sites.ts';
import { toMigrationItem } from './to-migration-item.ts';
import { toRunView } from './to-run-view.ts';

/** A migration with its mapping and its runs, oldest first. */
export async function toMigrationView(context: ControlContext, migration: Migration): Promise<MigrationView> {
  const { mapping, options } = migration;
  const { store, now } = context;
  const runs = await listRunsOf(store.read, migration.id);
  return {
    ...toMigrationItem(migration),
    ...(await readSites(context, migration)),
    mapping,
    mappingHash: hashOfMapping(mapping),
    options,
    runs: await Promise.all(runs.map((run) => toRunView(store.read, run, now()))),
  };
}
