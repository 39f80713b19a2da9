import { isFinal, type MigrationView, type RunView } from '@z2q/contracts';
import type { ControlClient } from '../api/api-client.ts';
import { type CliError, wrongUsage } from '../cli-error.ts';
import { findMigration, findMigrations } from './find-migration.ts';
import { newestRun } from './list-migrations.ts';
import type { RunFlags } from './migration-flags.ts';

export type FoundRun = { readonly run: RunView; readonly migration: MigrationView };

/** The run given by the flags, otherwise the newest run of the migration that `findMigration` chooses. */
export async function findRun(client: ControlClient, flags: RunFlags): Promise<FoundRun> {
  if (flags.run !== undefined) {
    const { value: run } = await client.getRun(flags.run);
    return { run, migration: (await client.getMigration(run.migrationId)).value };
  }
  const migration = await findMigration(client, flags);
  const run = newestRun(migration.runs);
  if (run) return { run, migration };
  throw toNoRun(migration);
}

/**
 * The one unfinished run among the migrations that match the flags; if none is unfinished, the run that `findRun` finds.
 * @throws {CliError} with the list when several match: an action that cannot be undone is not guessed.
 */
export async function findUnfinishedRun(client: ControlClient, flags: RunFlags): Promise<FoundRun> {
  if (flags.run !== undefined) return findRun(client, flags);
  const unfinished = (await findMigrations(client, flags)).flatMap((migration) =>
    migration.runs.filter(({ state }) => !isFinal(state)).map((run) => ({ run, migration })),
  );
  const [only, ...others] = unfinished;
  if (only === undefined) return findRun(client, flags);
  if (others.length === 0) return only;
  const list = unfinished.map(
    ({ run, migration: { source, target } }) =>
      `  --run ${run.id}   ${source.projectKey} → qTest ${target.projectId}, ${run.state}`,
  );
  throw wrongUsage(
    `Several runs are not over:\n${list.join('\n')}`,
    'Say which one: give one of these flags.',
  );
}

const toNoRun = ({ name, id }: MigrationView): CliError =>
  wrongUsage(`The migration "${name}" has not been run yet.`, `Run it with "z2q migrate --migration ${id}".`);
