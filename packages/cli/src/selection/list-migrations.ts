import type { MigrationItem, MigrationView, RunView } from '@z2q/contracts';
import type { ControlClient } from '../api/api-client.ts';

/** All migrations, newest first. */
export async function listMigrations(client: ControlClient): Promise<readonly MigrationItem[]> {
  const migrations: MigrationItem[] = [];
  let cursor: string | null = null;
  do {
    const { value } = await client.listMigrations(cursor);
    migrations.push(...value.items);
    cursor = value.nextCursor;
  } while (cursor !== null);
  return migrations.toReversed();
}

/** Migrations asked for at a time. */
const AT_ONCE = 50;

/** The migrations with their runs, each of which takes a request. */
export async function viewMigrations(
  client: ControlClient,
  migrations: readonly MigrationItem[],
): Promise<readonly MigrationView[]> {
  const views: MigrationView[] = [];
  for (let at = 0; at < migrations.length; at += AT_ONCE) {
    const some = migrations.slice(at, at + AT_ONCE);
    const answers = await Promise.all(some.map(({ id }) => client.getMigration(id)));
    views.push(...answers.map(({ value }) => value));
  }
  return views;
}

export const newestRun = (runs: readonly RunView[]): RunView | undefined =>
  runs.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))[0];
