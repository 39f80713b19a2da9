import type { MigrationView } from '@z2q/contracts';
import type { ControlClient } from '../api/api-client.ts';
import { type CliError, wrongUsage } from '../cli-error.ts';
import { listMigrations, viewMigrations } from './list-migrations.ts';
import type { MigrationFlags } from './migration-flags.ts';

/** Every migration that the flags fit, newest first; all of them without flags. */
export async function findMigrations(
  client: ControlClient,
  { migration, project, target }: MigrationFlags,
): Promise<readonly MigrationView[]> {
  if (migration !== undefined) return [(await client.getMigration(migration)).value];
  const all = await listMigrations(client);
  const fitting = all.filter(
    ({ source, target: { projectId } }) =>
      (project === undefined || source.projectKey === project) &&
      (target === undefined || projectId === target),
  );
  return viewMigrations(client, fitting.slice(0, MOST));
}

/** Looked at more closely, newest first. */
const MOST = 50;

/** The newest migration that the flags fit, preferring one that has been run. Makes none. */
export async function findMigration(client: ControlClient, flags: MigrationFlags): Promise<MigrationView> {
  const found = await findMigrations(client, flags);
  const migration = found.find(({ runs }) => runs.length > 0) ?? found[0];
  if (migration) return migration;
  throw toNoMigration(flags);
}

export function toNoMigration({ project, target }: MigrationFlags): CliError {
  const which = [project && `from ${project}`, target && `to qTest project ${target}`]
    .filter(Boolean)
    .join(' ');
  return wrongUsage(
    `There is no migration ${which}`.trimEnd().concat(' yet.'),
    `Start one with "z2q migrate --project ${project ?? 'KEY'} --target ${target ?? 'ID'}".`,
  );
}
