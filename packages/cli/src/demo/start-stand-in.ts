import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Environment } from '@z2q/process';
import { z } from 'zod';
import { CliError, EXIT } from '../cli-error.ts';
import { readLogTail } from '../up/log-tail.ts';
import { stopChild, toEnd } from '../up/start-process.ts';

const Ready = z.object({
  baseUrl: z.string(),
  projects: z.array(z.object({ key: z.string().optional(), id: z.number().optional() })),
});
export type StandIn = z.output<typeof Ready> & AsyncDisposable;

export type StandInSettings = {
  readonly service: 'zephyr' | 'qtest';
  readonly args: readonly string[];
  readonly env: Environment;
  readonly logPath: string;
};

const MAIN = resolve(import.meta.dirname, '../main.ts');
const STOP_MS = 2_000;

/** Runs `z2q sandbox …` in a process of its own and waits until it answers. */
export async function startStandIn({ service, args, env, logPath }: StandInSettings): Promise<StandIn> {
  const log = openSync(logPath, 'a', 0o600);
  const child = spawn(process.execPath, [MAIN, 'sandbox', service, '--json', ...args], {
    env: { ...env },
    stdio: ['ignore', 'pipe', log],
    detached: true,
  });
  closeSync(log);
  const ended = toEnd(child);
  const stop = () => stopChild(child, ended, STOP_MS);
  const lines = createInterface({ input: child.stdout as Readable });
  const line = await new Promise<string | undefined>((done) => {
    lines.once('line', done);
    void ended.then(() => done(undefined));
  });
  if (line !== undefined) return { ...Ready.parse(JSON.parse(line)), [Symbol.asyncDispose]: stop };
  throw new CliError(EXIT.wrongUsage, `The stand-in of ${service} did not start:\n${readLogTail(logPath)}`);
}
