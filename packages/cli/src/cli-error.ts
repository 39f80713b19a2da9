/** Exit codes. Scripts rely on them. */
export const EXIT = {
  done: 0,
  finishedWithFailures: 1,
  wrongUsage: 2,
  notReachedOrNotAllowed: 3,
  wrongEnvironment: 78,
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

type CliErrorOptions = ErrorOptions & { readonly mayPass?: boolean };

/** Ends a command with words for the user; `fix` says what to do next. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly exitCode: ExitCode;
  readonly fix: string | undefined;
  /** Trying again later may succeed. */
  readonly mayPass: boolean;

  constructor(exitCode: ExitCode, message: string, fix?: string, options: CliErrorOptions = {}) {
    super(message, options);
    this.exitCode = exitCode;
    this.fix = fix;
    this.mayPass = options.mayPass ?? false;
  }
}

export const wrongUsage = (message: string, fix?: string): CliError =>
  new CliError(EXIT.wrongUsage, message, fix);
