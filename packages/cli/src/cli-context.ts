import type { Environment } from '@z2q/process';

/** A stream to a terminal, a file, another program or a test. */
export type Output = NodeJS.WritableStream & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
};

/** Everything outside that the command line uses. */
export type CliContext = {
  /** What the user types to start this program, before the name of a command. */
  readonly command: string;
  readonly env: Environment;
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  /** Results. With `--json` only the API's own answer. */
  readonly stdout: Output;
  /** Progress, advice, errors. */
  readonly stderr: Output;
  /** Until disposed, signals call the listener instead of ending the process. */
  readonly onSignal: (listener: (signal: NodeJS.Signals) => void) => Disposable;
};
