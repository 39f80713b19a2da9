import { CliError, EXIT } from '../cli-error.ts';
import { type KeptProcess, keepProcess } from './keep-process.ts';
import { readLogTail } from './log-tail.ts';
import type { ProcessEnd, ProcessSpec } from './start-process.ts';

export type StartWatch = {
  readonly keep: (spec: ProcessSpec) => KeptProcess;
  /** Waits for a part of the start, unless a process dies meanwhile. */
  during(wait: (signal: AbortSignal) => Promise<void>): Promise<void>;
  /** From now on a process that dies is restarted and reported. */
  done(): void;
};

/** A process that ends during the start ends the start: after a restart it would only end again. */
export function watchStart(signal: AbortSignal, say: (line: string) => void): StartWatch {
  const failure = new AbortController();
  let isStarting = true;
  const onDeath = (spec: ProcessSpec, end: ProcessEnd): void => {
    if (isStarting) failure.abort(toStartError(spec, end));
    else
      say(
        `${spec.name} ended unexpectedly (${end.signal ?? end.code}); starting it again. Its log: ${spec.logPath}`,
      );
  };
  return {
    keep: (spec) => keepProcess(spec, (end) => onDeath(spec, end)),
    during: async (wait) => {
      try {
        await wait(AbortSignal.any([signal, failure.signal]));
      } catch (error) {
        throw failure.signal.aborted ? failure.signal.reason : error;
      }
    },
    done: () => {
      isStarting = false;
    },
  };
}

function toStartError({ name, logPath }: ProcessSpec, { code }: ProcessEnd): CliError {
  const exitCode = code === EXIT.wrongEnvironment ? EXIT.wrongEnvironment : EXIT.notReachedOrNotAllowed;
  return new CliError(
    exitCode,
    `${name} did not start:\n${readLogTail(logPath)}`,
    `All of its log: ${logPath}`,
  );
}
