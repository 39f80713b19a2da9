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

export async function viewMigrations(
  client: ControlClient,
  migrations: readonly MigrationItem[],
): Promise<readonly MigrationView[]> {
  const answers = await Promise.all(migrations.map(({ id }) => client.getMigration(id)));
  return answers.map(({ value }) => value);
}

export const newestRun = (runs: readonly RunView[]): RunView | undefined =>
  runs.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))[0];
