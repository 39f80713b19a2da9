import type { MigrationItem, MigrationView } from '@z2q/contracts';
import type { ControlClient } from '../api/api-client.ts';
import { type CliError, wrongUsage } from '../cli-error.ts';
import { listMigrations, viewMigrations } from './list-migrations.ts';
import type { MigrationFlags } from './migration-flags.ts';

/** Every migration that the flags fit, newest first; all of them without flags. */
export async function findMigrations(
  client: ControlClient,
  flags: MigrationFlags,
): Promise<readonly MigrationView[]> {
  if (flags.migration !== undefined) return [(await client.getMigration(flags.migration)).value];
  return viewMigrations(client, (await listFitting(client, flags)).slice(0, AT_ONCE));
}

/** Migrations looked at more closely in one go. */
const AT_ONCE = 50;

async function listFitting(
  client: ControlClient,
  { project, target }: MigrationFlags,
): Promise<readonly MigrationItem[]> {
  const all = await listMigrations(client);
  return all.filter(
    ({ source, target: { projectId } }) =>
      (project === undefined || source.projectKey === project) &&
      (target === undefined || projectId === target),
  );
}

/**
 * The newest migration that the flags fit and that has been run: `check` of a project that is not there makes one too,
 * which must not stand before it. One that is named by its id is taken as it is.
 */
export async function findMigration(client: ControlClient, flags: MigrationFlags): Promise<MigrationView> {
  if (flags.migration !== undefined) return (await client.getMigration(flags.migration)).value;
  const fitting = await listFitting(client, flags);
  for (let at = 0; at < fitting.length; at += AT_ONCE) {
    const views = await viewMigrations(client, fitting.slice(at, at + AT_ONCE));
    const migration = views.find(({ runs }) => runs.length > 0);
    if (migration) return migration;
  }
  throw toNoMigration(flags);
}

function toNoMigration({ project, target }: MigrationFlags): CliError {
  const which = ['No migration', project && `from ${project}`, target && `to qTest project ${target}`];
  return wrongUsage(
    `${which.filter(Boolean).join(' ')} has been run yet.`,
    `Start one with "z2q migrate --project ${project ?? 'KEY'} --target ${target ?? 'ID'}".`,
  );
}
