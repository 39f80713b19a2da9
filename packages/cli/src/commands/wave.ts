import { WaveId } from '@z2q/contracts';
import { type Command, InvalidArgumentError } from 'commander';
import type { ControlClient } from '../api/api-client.ts';
import type { CliContext } from '../cli-context.ts';
import { EXIT, type ExitCode } from '../cli-error.ts';
import { paint } from '../paint.ts';
import { toOutcomeLine, toWaveFacts } from '../progress/render-wave.ts';
import { type WaveEnd, watchWave } from '../progress/watch-wave.ts';
import { readWave, type WaveFlags } from '../selection/read-wave.ts';
import { addJsonFlag, type CommandDeps, type JsonFlag, openControl } from './command-deps.ts';
import { readCount } from './option-parsers.ts';
import { MIGRATE_GROUP } from './run-phases.ts';

type Flags = WaveFlags & JsonFlag & { readonly follow?: string; readonly detach?: boolean };

const DESCRIPTION = `Migrate many projects, some at a time. Without a file: every Zephyr project that the token sees, each into the qTest project of its name; if one has none, nothing is started and it is named. A file (YAML or JSON) names them:

  projects:
    - { projectKey: WEB, projectId: 12345 }
    - { projectKey: APP, projectId: 12346 }
  atOnce: 2

It may also have name, mapping, options, phases and unmatched. A project that fails stops no other. The wave goes on when this window is closed.`;

export function addWave(program: Command, deps: CommandDeps): void {
  const command = program
    .command('wave')
    .helpGroup(MIGRATE_GROUP)
    .summary('many projects, or all of them, with live progress')
    .description(DESCRIPTION)
    .optionsGroup('Which projects:')
    .option('-f, --file <FILE>', 'the projects and how they are migrated, YAML or JSON')
    .option('--skip-unmatched', 'without a file: leave out projects that have no qTest project of their name')
    .option('--follow <ID>', 'start nothing, and follow a wave that is under way', toWaveId)
    .optionsGroup('How:')
    .option('--name <NAME>', 'what to call the wave')
    .option('--at-once <N>', 'projects under way at a time (default: 1)', readCount);
  addJsonFlag(command)
    .option('-d, --detach', 'start the wave and do not wait for it')
    .action((flags: Flags) => runWave(deps, flags));
}

async function runWave({ cli, finish }: CommandDeps, flags: Flags): Promise<void> {
  const client = openControl(cli);
  const json = flags.json === true;
  const id = flags.follow ?? (await start(cli, client, flags));
  if (flags.detach && flags.follow === undefined) return finish(EXIT.done);
  const end = await watchWave(cli, client, {
    id,
    isSilent: json && !cli.stderr.isTTY,
    stayWhenPaused: cli.stderr.isTTY === true,
  });
  if (json) cli.stdout.write(`${end.last.json}\n`);
  else printOutcome(cli, end);
  if (end.kind !== 'over') cli.stderr.write(toParting(cli, end));
  finish(exitCodeOf(end));
}

/** With `--detach --json` prints the API's answer to the start. */
async function start(cli: CliContext, client: ControlClient, flags: Flags): Promise<string> {
  const { value, json } = await client.createWave(readWave(flags));
  if (flags.detach) {
    cli.stdout.write(
      flags.json ? `${json}\n` : `Started. Follow it with "${cli.command} wave --follow ${value.id}".\n`,
    );
  }
  return value.id;
}

function exitCodeOf({ kind, last }: WaveEnd): ExitCode {
  if (kind === 'detached') return EXIT.interrupted;
  return last.value.state === 'completed' ? EXIT.done : EXIT.finishedWithFailures;
}

function printOutcome({ stdout, command }: CliContext, { kind, last: { value: wave }, runs }: WaveEnd): void {
  const sign = wave.state === 'completed' ? paint(stdout, 'green', '✓') : paint(stdout, 'yellow', '!');
  const lines = [
    `${sign} ${paint(stdout, 'bold', wave.name)}: ${toWaveFacts(wave)}`,
    ...wave.items.map((item) => `  ${toOutcomeLine(item, runs.get(item.runId ?? ''))}`),
    ...(wave.skipped.length > 0
      ? [`  Left out, without a qTest project of their name: ${wave.skipped.join(', ')}`]
      : []),
    ...(kind === 'over' ? [`  Report of each: ${command} report --project KEY -o report.html`] : []),
  ];
  stdout.write(`${lines.join('\n')}\n`);
}

function toParting({ command, stderr }: CliContext, { kind, last }: WaveEnd): string {
  const arrow = paint(stderr, 'cyan', '→');
  const again = `Follow it again with "${command} wave --follow ${last.value.id}".`;
  return kind === 'waits-for-person'
    ? `What is left of the wave waits for you: "${command} status --project KEY" says why, "${command} resume --project KEY" goes on.\n${arrow} ${again}\n`
    : `\nNo longer watching; the wave goes on.\n${arrow} ${again}\n`;
}

const toWaveId = (text: string): string => {
  if (WaveId.safeParse(text).success) return text;
  throw new InvalidArgumentError('It is not an id of a wave.');
};
