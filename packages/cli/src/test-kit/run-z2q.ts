import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

export type Outcome = { readonly code: number | null; readonly stdout: string; readonly stderr: string };
export type Z2qSettings = {
  readonly cwd?: string;
  /** On top of what finds programs; nothing of this machine's settings leads a test elsewhere. */
  readonly env?: Readonly<Record<string, string>>;
};

const MAIN = join(import.meta.dirname, '../main.ts');

/** Variables of this machine that would lead a test elsewhere. */
const OTHERS = /^(ZEPHYR|QTEST|JIRA|CONTROL|Z2Q)_|^(DATA_DIR|FORCE_COLOR)$/;

/** Starts the command line as a process of its own, for tests. */
export function startZ2q(args: readonly string[], { cwd, env = {} }: Z2qSettings = {}) {
  const kept = Object.entries(process.env).filter(([name]) => !OTHERS.test(name));
  return spawn(process.execPath, [MAIN, ...args], {
    cwd,
    env: { ...Object.fromEntries(kept), NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

export async function runZ2q(args: readonly string[], settings: Z2qSettings = {}): Promise<Outcome> {
  const child = startZ2q(args, settings);
  const { promise: ended, resolve } = Promise.withResolvers<number | null>();
  child.once('close', resolve);
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, stdout, stderr };
}
