import { MigrationOptions } from '@z2q/contracts';
import type { Command } from 'commander';
import { asTyped } from './as-typed.ts';
import type { CliContext, Output } from './cli-context.ts';
import type { CommandDeps } from './commands/command-deps.ts';
import { fold } from './fold.ts';
import { wrap } from './progress/wrap.ts';
import { toEntry } from './to-entry.ts';

const OPTION_WORDS: Readonly<Record<keyof MigrationOptions, string>> = {
  targetModule: 'qTest module id under which the folders of test cases are rebuilt; null: the root',
  targetCycle: 'qTest test cycle id under which cycles are rebuilt; null: the root',
  attachments: 'files to look for: "all", "records" (none of steps and step results) or "none"',
  approve: 'approve each test case, so that its version is 1.0',
  createFields: 'make missing fields and choices in qTest where the token may',
  adopt: 'take over what another installation has made of the same project, and leave it in a rollback',
  gate: '"before-load": wait for "z2q resume" before anything is written; "none": go on',
  failureBudget: 'stored failures after which the run pauses; null: never',
  batchSize: 'records in a batch at most, 1 to 500',
  pageSize: 'records asked for in a page of Zephyr, 1 to 1000',
};

const ENVIRONMENT: readonly (readonly [name: string, words: string])[] = [
  ['ZEPHYR_TOKEN', 'Zephyr Scale API token (needed by "z2q up")'],
  [
    'ZEPHYR_BASE_URL',
    'default: https://api.zephyrscale.smartbear.com/v2; EU: https://eu.api.zephyrscale.smartbear.com/v2',
  ],
  ['QTEST_BASE_URL', 'your qTest site, such as https://example.qtestnet.com (needed by "z2q up")'],
  ['QTEST_TOKEN', 'qTest bearer token (needed by "z2q up")'],
  ['ZEPHYR_MAX_RPS', 'requests a second to Zephyr, over all processes; 0: no limit (default: 10)'],
  ['QTEST_MAX_RPS', 'the same for qTest (default: 10)'],
  [
    'QTEST_WRITE_SETTLE_MS',
    'how long a write whose answer was lost may still appear in qTest (default: 60000)',
  ],
  ['DATA_DIR', 'database, files, reports, logs (default: ./data)'],
  ['REDIS_URL', 'a Redis that runs already; unset: "z2q up" starts one of its own'],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'an OpenTelemetry collector that gets each run as a trace (default: none)'],
  ['CONTROL_URL', 'the control API that commands speak to (default: http://127.0.0.1:8080)'],
  ['CONTROL_TOKEN', 'its token; unset: the one in DATA_DIR/control-token'],
  ['CONTROL_VIEW_TOKEN', 'makes "z2q up" take a second token, with which one may only look'],
  [
    'CONTROL_OPERATE_TOKEN',
    'makes it take a third one, which may also start, pause, resume, cancel and retry',
  ],
  ['CONTROL_HOST, CONTROL_PORT', 'where "z2q up" makes it listen (default: 127.0.0.1, 8080)'],
  ['NO_COLOR', 'set: no colours'],
];

const NAME_WIDTH = 28;

/** `z2q help environment` and `z2q help options`. */
export function addHelpTopics(program: Command, { cli }: CommandDeps): void {
  addTopic(program, cli, {
    name: 'environment',
    summary: 'the variables that services and commands read',
    text: () => toEnvironmentText(cli.stdout),
  });
  addTopic(program, cli, {
    name: 'options',
    summary: 'what --option and --options can say',
    text: () => toOptionsText(cli.stdout),
  });
}

type Topic = { readonly name: string; readonly summary: string; readonly text: () => string };

const addTopic = (program: Command, cli: CliContext, { name, summary, text }: Topic): Command =>
  program
    .command(name)
    .helpGroup('More help:')
    .summary(summary)
    .configureHelp({ formatHelp: text })
    .action(() => void cli.stdout.write(asTyped(cli, text())));

const FILES =
  'Each token, and REDIS_URL, may be given as the path of a file instead: ZEPHYR_TOKEN_FILE, QTEST_TOKEN_FILE, CONTROL_TOKEN_FILE, CONTROL_VIEW_TOKEN_FILE, CONTROL_OPERATE_TOKEN_FILE, REDIS_URL_FILE.';
const FILES_WIDTH = 110;

function toEnvironmentText({ columns }: Output): string {
  const lines = ENVIRONMENT.map(([name, words]) => toEntry({ name, words, nameWidth: NAME_WIDTH, columns }));
  const files = wrap(FILES, Math.min(columns || FILES_WIDTH, FILES_WIDTH));
  return `${['Variables:', ...lines, '', ...files].join('\n')}\n`;
}

function toOptionsText(stream: Output): string {
  const head = fold(['Options of a migration, with their defaults. Nothing is lost with these.'], stream);
  const lines = Object.entries(MigrationOptions.parse({})).map(([name, value]) => {
    const words = OPTION_WORDS[name as keyof MigrationOptions];
    return toEntry({ name: `${name}=${value}`, words, nameWidth: NAME_WIDTH, columns: stream.columns });
  });
  const foot = fold(
    ['Give them as --option KEY=VALUE, or in a YAML or JSON file as --options FILE.'],
    stream,
  );
  return `${[...head, ...lines, '', ...foot].join('\n')}\n`;
}
