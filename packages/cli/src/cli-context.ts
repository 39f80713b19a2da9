import type { ReadStream, WriteStream } from 'node:tty';
import type { Environment } from '@z2q/process';

/** All that the command line has to do with the world around it. */
export type CliContext = {
  /** What is typed to start this program, before the name of a command. */
  readonly command: string;
  readonly env: Environment;
  readonly stdin: ReadStream;
  /** Results. With `--json`, the API's own answer and nothing else. */
  readonly stdout: WriteStream;
  /** Progress, advice, errors. */
  readonly stderr: WriteStream;
  /** Calls the listener instead of ending the process, until disposed of. */
  readonly onSignal: (listener: (signal: NodeJS.Signals) => void) => Disposable;
};
