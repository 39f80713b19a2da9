import { isFinal, type MigrationView } from '@z2q/contracts';
import type { Command } from 'commander';
import type { ControlClient } from '../api/api-client.ts';
import type { Output } from '../cli-context.ts';
import { EXIT } from '../cli-error.ts';
import { fold } from '../fold.ts';
import { paint } from '../paint.ts';
import { toStateWords } from '../progress/format.ts';
import { renderRun } from '../progress/render-run.ts';
import { watchRun } from '../progress/watch-run.ts';
import { findMigrations, listFitting } from '../selection/find-migration.ts';
import { findUnfinishedRun } from '../selection/find-run.ts';
import { newestRun } from '../selection/list-migrations.ts';
import { addRunFlags, type RunFlags } from '../selection/migration-flags.ts';
import { addJsonFlag, type CommandDeps, type JsonFlag, openControl } from './command-deps.ts';
import { toTitle } from './follow-to-end.ts';
import { RUN_GROUP } from './run-actions.ts';

type Flags = RunFlags & JsonFlag & { readonly watch?: boolean; readonly all?: boolean };

export function addStatus(program: Command, deps: CommandDeps): void {
  const command = program
    .command('status')
    .helpGroup(RUN_GROUP)
    .summary('how a run is doing; --watch follows it, --all lists everything')
    .description('Show how a run is doing. Exit code 0 whatever its state; ask --json for that.');
  addJsonFlag(addRunFlags(command))
    .option('-w, --watch', 'follow the run until it is over; with --json a line a change')
    .option('-a, --all', 'list all migrations with their newest run, and those not run yet')
    .action((flags: Flags) => showStatus(deps, flags));
}

async function showStatus(deps: CommandDeps, flags: Flags): Promise<void> {
  const client = openControl(deps.cli);
  if (flags.all) return listAll(deps, client, flags);
  const { run, migration } = await findUnfinishedRun(client, flags);
  if (flags.watch && !isFinal(run.state)) return watch(deps, client, { id: run.id, migration, flags });
  const { stdout } = deps.cli;
  if (flags.json) return void stdout.write(`${(await client.getRun(run.id)).json}\n`);
  const lines = renderRun({ title: toTitle(migration), run, nowMs: Date.now(), away: null }, stdout);
  const ids = paint(stdout, 'dim', `run ${run.id} of migration ${migration.id}`);
  stdout.write(`${[...lines, ...fold([ids], stdout)].join('\n')}\n`);
}

type Watched = { readonly id: string; readonly migration: MigrationView; readonly flags: Flags };

async function watch({ cli, finish }: CommandDeps, client: ControlClient, watched: Watched): Promise<void> {
  const json = watched.flags.json === true;
  const { kind } = await watchRun(cli, client, {
    id: watched.id,
    title: toTitle(watched.migration),
    json,
    stayWhenPaused: true,
    onAnswer: (answer) => void (json && cli.stdout.write(`${answer.json}\n`)),
  });
  finish(kind === 'detached' ? EXIT.interrupted : EXIT.done);
}

async function listAll({ cli: { stdout } }: CommandDeps, client: ControlClient, flags: Flags): Promise<void> {
  if (flags.json) {
    const items = (await listFitting(client, flags)).toReversed();
    return void stdout.write(`${JSON.stringify({ items, nextCursor: null })}\n`);
  }
  const migrations = await findMigrations(client, flags);
  const lines = fold(
    migrations.flatMap((migration) => toLines(migration, stdout)),
    stdout,
  );
  stdout.write(lines.length > 0 ? `${lines.join('\n')}\n` : 'There are no migrations yet.\n');
}

function toLines(migration: MigrationView, stream: Output): readonly string[] {
  const run = newestRun(migration.runs);
  const state = run === undefined ? 'not run yet' : toStateWords(run);
  const ids = [`migration ${migration.id}`, run === undefined ? '' : `run ${run.id}`]
    .filter(Boolean)
    .join('  ');
  return [
    `${paint(stream, 'bold', toTitle(migration))}  ${migration.name}  ${state}`,
    `  ${paint(stream, 'dim', ids)}`,
  ];
}
