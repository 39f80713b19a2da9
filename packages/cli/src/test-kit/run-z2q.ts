import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { runCli } from '../run-cli.ts';

export type Outcome = { readonly code: number | null; readonly stdout: string; readonly stderr: string };
export type Z2qSettings = {
  /** Only for a process of its own; within a test process, paths are absolute. */
  readonly cwd?: string;
  /** Added to the PATH; no other setting of this machine may lead a test elsewhere. */
  readonly env?: Readonly<Record<string, string>>;
  /** Width of the terminal that results are printed on; without it there is none. */
  readonly columns?: number;
};

const MAIN = join(import.meta.dirname, '../main.ts');

/** Variables of this machine that could lead a test elsewhere. */
const OTHERS = /^(ZEPHYR|QTEST|JIRA|CONTROL|Z2Q)_|^(DATA_DIR|FORCE_COLOR)$/;

const toEnvironment = (env: Readonly<Record<string, string>>): NodeJS.ProcessEnv => {
  const kept = Object.entries(process.env).filter(([name]) => !OTHERS.test(name));
  return { ...Object.fromEntries(kept), NO_COLOR: '1', ...env };
};

/** Starts the command line in a process of its own. */
export const startZ2q = (args: readonly string[], { cwd, env = {} }: Z2qSettings = {}) =>
  spawn(process.execPath, [MAIN, ...args], {
    cwd,
    env: toEnvironment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });

export async function spawnZ2q(args: readonly string[], settings: Z2qSettings = {}): Promise<Outcome> {
  const child = startZ2q(args, settings);
  const { promise: ended, resolve } = Promise.withResolvers<number | null>();
  child.once('close', resolve);
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, stdout, stderr };
}

/** Runs a command line in the test's own process, the way `main.ts` does. */
export async function runZ2q(
  args: readonly string[],
  { env = {}, columns }: Pick<Z2qSettings, 'env' | 'columns'> = {},
): Promise<Outcome> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const printed = Promise.all([text(stdout), text(stderr)]);
  const given = toEnvironment(env);
  const code = await runCli(args, {
    command: given.Z2Q_COMMAND || 'z2q',
    env: given,
    stdin: new PassThrough().end(),
    stdout: Object.assign(stdout, columns === undefined ? {} : { columns }),
    stderr,
    onSignal: () => ({ [Symbol.dispose]: () => undefined }),
  });
  stdout.end();
  stderr.end();
  const [out, err] = await printed;
  return { code, stdout: out, stderr: err };
}
