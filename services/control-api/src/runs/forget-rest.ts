import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { MigrationId } from '@z2q/contracts';
import { forgetSome, listForgotten, listRunIds, pageOwnFiles } from '@z2q/store';
import type { ControlContext } from '../context.ts';

const ROWS_AT_ONCE = 2_000;
const FILES_AT_ONCE = 500;

type Deps = Pick<ControlContext, 'store' | 'config'>;

/**
 * Deletes what is left of a migration that is being forgotten: files first, since only its rows name them, then rows, a
 * limited number at a time so that nobody waits long for the write lock. May be called again at any time.
 */
export async function forgetRest({ store, config }: Deps, id: MigrationId): Promise<void> {
  const remove = (...path: readonly string[]) => rm(join(config.dataDir, ...path), { force: true });
  for (let after: string | null = ''; after !== null; ) {
    const page = await pageOwnFiles(store.read, id, after, FILES_AT_ONCE);
    for (const hash of page.hashes) await remove('attachments', hash.slice(0, 2), hash);
    after = page.next;
  }
  const runIds = await listRunIds(store.read, id);
  while (await store.write((tx) => forgetSome(tx, id, ROWS_AT_ONCE)));
  // Reports are deleted after their runs, since a report of an existing run is written again. Reports of earlier
  // attempts also begin with the run's id.
  const folder = join(config.dataDir, 'reports');
  const reports = existsSync(folder) ? await readdir(folder) : [];
  const gone = new Set<string>(runIds);
  for (const name of reports) if (gone.has(name.split('.', 1)[0] ?? '')) await remove('reports', name);
}

/** Finishes what a process that has ended began to forget. */
export async function forgetLeft(deps: Deps): Promise<void> {
  for (const id of await listForgotten(deps.store.read)) await forgetRest(deps, id);
}
