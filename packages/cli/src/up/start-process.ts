import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { Environment } from '@z2q/process';

export type ProcessSpec = {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Environment;
  /** Both output streams are appended to this file. */
  readonly logPath: string;
};

export type ProcessEnd = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

export type RunningProcess = {
  readonly pid: number | undefined;
  /** Resolves when the process has ended, or could not be started. */
  readonly ended: Promise<ProcessEnd>;
  /** Asks the process to stop, and kills it after `graceMs`. */
  stop(graceMs: number): Promise<void>;
};

/** Starts a program in a process group of its own, so that a Ctrl-C does not reach it before us. */
export function startProcess({ command, args, env, logPath }: ProcessSpec): RunningProcess {
  const log = openSync(logPath, 'a', 0o600);
  const child = spawn(command, args, { env: { ...env }, stdio: ['ignore', log, log], detached: true });
  closeSync(log);
  const ended = toEnd(child);
  return { pid: child.pid, ended, stop: (graceMs) => stopChild(child, ended, graceMs) };
}

export function toEnd(child: ChildProcess): Promise<ProcessEnd> {
  const { promise, resolve } = Promise.withResolvers<ProcessEnd>();
  child.once('exit', (code, signal) => resolve({ code, signal }));
  child.once('error', () => resolve({ code: null, signal: null }));
  return promise;
}

export async function stopChild(
  child: ChildProcess,
  ended: Promise<unknown>,
  graceMs: number,
): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await ended;
  clearTimeout(force);
}
