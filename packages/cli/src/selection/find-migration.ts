import type { MigrationItem, MigrationView } from '@z2q/contracts';
import type { ControlClient } from '../api/api-client.ts';
import { type CliError, wrongUsage } from '../cli-error.ts';
import { listMigrations, newestRun, viewMigrations } from './list-migrations.ts';
import type { MigrationFlags } from './migration-flags.ts';

/** All migrations that match the flags, newest first; without flags, all. */
export async function findMigrations(
  client: ControlClient,
  flags: MigrationFlags,
): Promise<readonly MigrationView[]> {
  if (flags.migration !== undefined) return [(await client.getMigration(flags.migration)).value];
  return viewMigrations(client, await listFitting(client, flags));
}

/** The same without their mappings and runs. */
export async function listFitting(
  client: ControlClient,
  { migration, project, target }: MigrationFlags,
): Promise<readonly MigrationItem[]> {
  const all = await listMigrations(client);
  return all.filter(
    (item) =>
      (migration === undefined || item.id === migration) &&
      (project === undefined || item.source.projectKey === project) &&
      (target === undefined || item.target.projectId === target),
  );
}

/** Whether anything of the migration may be on the target. */
export function hasLoaded({ runs }: MigrationView): boolean {
  const last = newestRun(
    runs.filter(({ kind, phases, dryRun }) => (kind === 'rollback' && !dryRun) || phases.includes('load')),
  );
  return last !== undefined && !(last.kind === 'rollback' && last.state === 'completed');
}

/**
 * Finds the migration that a command is about, by one rule for all commands. Among those that match the flags it is the
 * one with objects on the target; while none has any, it is the newest that has had a run. A migration without runs
 * does not count, because even `check` with a mistyped project creates one. A migration given by id is taken as it is.
 * @throws {CliError} with the list when several have objects on the target.
 */
export async function findMigration(client: ControlClient, flags: MigrationFlags): Promise<MigrationView> {
  if (flags.migration !== undefined) return (await client.getMigration(flags.migration)).value;
  const fitting = await findMigrations(client, flags);
  const loaded = fitting.filter(hasLoaded);
  if (loaded.length > 1) throw toAmbiguous(loaded);
  const migration = loaded[0] ?? fitting.find(({ runs }) => runs.length > 0);
  if (!migration) throw toNoMigration(flags);
  return migration;
}

/** Lists several matching migrations with what to type to choose one. */
export function toAmbiguous(migrations: readonly MigrationView[]): CliError {
  const list = migrations.map(
    ({ id, name, source, target }) =>
      `  --migration ${id}   ${source.projectKey} → qTest ${target.projectId} ("${name}")`,
  );
  return wrongUsage(
    `Several migrations have something on the target:\n${list.join('\n')}`,
    'Say which one: give one of these flags, or --project and --target where they tell them apart.',
  );
}

function toNoMigration({ project, target }: MigrationFlags): CliError {
  const which = ['No migration', project && `from ${project}`, target && `to qTest project ${target}`];
  return wrongUsage(
    `${which.filter(Boolean).join(' ')} has been run yet.`,
    `Start one with "z2q migrate --project ${project ?? 'KEY'} --target ${target ?? 'ID'}".`,
  );
}
