import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { ask } from '../ask.ts';
import type { CliContext } from '../cli-context.ts';
import { wrongUsage } from '../cli-error.ts';
import { renderEnv } from './render-env.ts';

export type InitFlags = {
  readonly dir: string;
  readonly force?: boolean;
  readonly zephyrUrl?: string;
  readonly qtestUrl?: string;
  readonly project?: string;
  readonly target?: number;
};

type Question = {
  readonly name: string;
  readonly words: string;
  readonly given: string | undefined;
  readonly otherwise?: string;
  readonly isSecret?: boolean;
};

const US_CLOUD = 'https://api.zephyrscale.smartbear.com/v2';
const OWNER_ONLY = 0o600;

/** Writes `.env`, and a mapping file if both projects are given. Asks at a terminal for what no flag or variable gives. */
export async function runInit(cli: CliContext, flags: InitFlags): Promise<void> {
  const path = join(flags.dir, '.env');
  const mapping = join(flags.dir, 'mapping.yaml');
  const { project, target } = flags;
  const isMapped = project !== undefined && target !== undefined;
  refuseOverwriting(isMapped ? [path, mapping] : [path], flags.force === true);
  const zephyrUrl = toUrl(
    await find(cli, {
      name: 'ZEPHYR_BASE_URL',
      words: 'Address of the Zephyr Scale API',
      given: flags.zephyrUrl ?? cli.env.ZEPHYR_BASE_URL,
      otherwise: US_CLOUD,
    }),
  );
  const zephyrToken = await find(cli, {
    name: 'ZEPHYR_TOKEN',
    words: 'Its token',
    given: cli.env.ZEPHYR_TOKEN,
    isSecret: true,
  });
  const qtestUrl = toUrl(
    await find(cli, {
      name: 'QTEST_BASE_URL',
      words: 'Address of your qTest site, such as https://example.qtestnet.com',
      given: flags.qtestUrl ?? cli.env.QTEST_BASE_URL,
    }),
  );
  const qtestToken = await find(cli, {
    name: 'QTEST_TOKEN',
    words: 'Its token',
    given: cli.env.QTEST_TOKEN,
    isSecret: true,
  });
  if (flags.force) rmSync(path, { force: true });
  writeFileSync(path, renderEnv({ zephyrUrl, zephyrToken, qtestUrl, qtestToken }), {
    flag: 'wx',
    mode: OWNER_ONLY,
  });
  cli.stdout.write(`Written to ${path}, for you alone to read.\n`);
  if (isMapped) {
    const { writeMapping } = await import('../mapping/run-mapping.ts');
    const env = {
      ...cli.env,
      ZEPHYR_BASE_URL: zephyrUrl,
      ZEPHYR_TOKEN: zephyrToken,
      QTEST_BASE_URL: qtestUrl,
      QTEST_TOKEN: qtestToken,
    };
    await writeMapping({ ...cli, env }, { project, target, output: mapping, force: flags.force === true });
  }
  cli.stderr.write(`→ Load it with "set -a; . ${path}; set +a", then "${cli.command} doctor".\n`);
}

function refuseOverwriting(paths: readonly string[], isForced: boolean): void {
  const there = isForced ? [] : paths.filter((path) => existsSync(path));
  if (there.length > 0)
    throw wrongUsage(
      `${there.join(' and ')} is there already.`,
      'Give --force to overwrite it, or --dir for another folder.',
    );
}

async function find(
  cli: CliContext,
  { name, words, given, otherwise, isSecret = false }: Question,
): Promise<string> {
  if (given) return withoutQuotes(name, given);
  if (!cli.stdin.isTTY || !cli.stderr.isTTY) {
    if (otherwise !== undefined) return otherwise;
    throw wrongUsage(
      `${name} is not set, and there is nobody to ask.`,
      `Set ${name}, or call it at a terminal.`,
    );
  }
  cli.stderr.write(`${words}${otherwise === undefined ? '' : ` [${otherwise}]`}: `);
  const typed = isSecret
    ? await ask('', cli.stdin, new Writable({ write: (_, __, done) => done() }))
    : await ask('', cli.stdin, cli.stderr);
  if (isSecret) cli.stderr.write('\n');
  const answer = typed || (otherwise ?? '');
  if (answer === '') throw wrongUsage(`${name} is needed; nothing was written.`);
  return withoutQuotes(name, answer);
}

function withoutQuotes(name: string, value: string): string {
  if (/^[\x21-\x26\x28-\x7e]+$/.test(value)) return value;
  throw wrongUsage(`${name} has a space, a quote or another character that no address or token has.`);
}

function toUrl(text: string): string {
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return text;
  throw wrongUsage(`${text} is not an http or https address.`);
}
