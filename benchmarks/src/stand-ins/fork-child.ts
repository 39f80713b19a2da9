import { fork } from 'node:child_process';
import { once } from 'node:events';

/** A script of ours as a process of its own, which ends when it is disposed of. */
export type Child = AsyncDisposable & {
  readonly pid: number;
  /** The first thing it says. Rejects when it ends without a word, or when the signal aborts. */
  firstMessage(signal?: AbortSignal): Promise<unknown>;
};

export function forkChild(script: string, request: unknown): Child {
  const child = fork(script, [JSON.stringify(request)], {
    env: {},
    // A stand-in keeps all that it has in memory: some gigabytes at a million records.
    execArgv: ['--max-old-space-size=12000'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  const message = once(child, 'message');
  message.catch(() => {});
  return {
    pid: child.pid ?? 0,
    firstMessage: (signal) =>
      Promise.race([
        message.then(([said]: unknown[]) => said),
        exited.then(([code]: unknown[]) => Promise.reject(new Error(`${script} ended with ${String(code)}`))),
        ...(signal ? [rejectOn(signal)] : []),
      ]),
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill();
      await exited;
    },
  };
}

async function rejectOn(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, 'abort');
  throw signal.reason;
}
