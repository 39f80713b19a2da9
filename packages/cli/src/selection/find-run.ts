import type { MigrationView, RunView } from '@z2q/contracts';
import type { ControlClient } from '../api/api-client.ts';
import { type CliError, wrongUsage } from '../cli-error.ts';
import { findMigration } from './find-migration.ts';
import { newestRun } from './list-migrations.ts';
import type { RunFlags } from './migration-flags.ts';

export type FoundRun = { readonly run: RunView; readonly migration: MigrationView };

/** The run named by the flags, else the newest one of the newest migration they fit. */
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

const toNoRun = ({ name, id }: MigrationView): CliError =>
  wrongUsage(`The migration "${name}" has not been run yet.`, `Run it with "z2q migrate --migration ${id}".`);
