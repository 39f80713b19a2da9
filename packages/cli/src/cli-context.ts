import type { Environment } from '@z2q/process';

/** A stream that leads to a terminal, a file, another program or a test. */
export type Output = NodeJS.WritableStream & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
};

/** All that the command line has to do with the world around it. */
export type CliContext = {
  /** What is typed to start this program, before the name of a command. */
  readonly command: string;
  readonly env: Environment;
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  /** Results. With `--json`, the API's own answer and nothing else. */
  readonly stdout: Output;
  /** Progress, advice, errors. */
  readonly stderr: Output;
  /** Calls the listener instead of ending the process, until disposed of. */
  readonly onSignal: (listener: (signal: NodeJS.Signals) => void) => Disposable;
};
