import { Problem } from '@z2q/contracts';
import { z } from 'zod';
import { CliError, EXIT, type ExitCode } from '../cli-error.ts';
import type { ControlAccess } from './read-control-access.ts';

/** What to type next, for problems whose own `fix` is meant for programs. */
const FIX: Readonly<Record<string, string>> = {
  migration_not_found: 'List what there is with "z2q status --all".',
  run_not_found: 'List what there is with "z2q status --all".',
  run_in_progress: 'Follow it with "z2q status --watch", or end it with "z2q cancel".',
  not_extracted: 'Run "z2q plan" first, which extracts and transforms, or "z2q extract".',
  not_transformed: 'Run "z2q transform" first.',
  run_not_finished: 'Wait for its end with "z2q status --watch", or end it with "z2q cancel".',
  run_not_paused: 'See how it is doing with "z2q status".',
  run_not_running: 'See how it is doing with "z2q status".',
  option_fixed: 'Leave it out to go on as it was, or start over: "z2q rollback", then this again.',
  forbidden: 'Set CONTROL_TOKEN to a token that allows it.',
  unmatched_projects:
    'Leave them out with --skip-unmatched, or name the pairs in a file: "z2q help wave" shows one.',
  no_projects: 'Name the pairs in a file: "z2q help wave" shows one.',
  run_not_unfinished: 'There is nothing left to cancel. See the result with "z2q report".',
};

export function toCliError(status: number, body: string, access: ControlAccess): CliError {
  const problem = readProblem(body);
  if (status === 401) return toNotAllowed(access);
  if (problem === undefined) {
    return new CliError(
      EXIT.notReachedOrNotAllowed,
      `${access.url} answered ${status}, and not as the control API does.`,
      'Is CONTROL_URL the address of the control API?',
      { mayPass: status >= 500 },
    );
  }
  const fix = FIX[problem.code] ?? problem.fix;
  return new CliError(exitCodeOf(status), problem.detail, fix, { mayPass: mayPass(status) });
}

const NOT_ALLOWED = new Set([403, 409, 429]);
const exitCodeOf = (status: number): ExitCode =>
  NOT_ALLOWED.has(status) || status >= 500 ? EXIT.notReachedOrNotAllowed : EXIT.wrongUsage;

const mayPass = (status: number): boolean => status === 429 || status >= 500;

const toNotAllowed = ({ url, token, tokenFile }: ControlAccess): CliError =>
  new CliError(
    EXIT.notReachedOrNotAllowed,
    token === null
      ? `The control API at ${url} wants a token, and none was found.`
      : `The control API at ${url} does not take the token it was shown.`,
    `Set CONTROL_TOKEN, or DATA_DIR to the data directory of "z2q up" (looked for ${tokenFile}).`,
  );

/** A control API of another release may send codes that this one does not know. */
const AnyProblem = Problem.extend({ code: z.string() });

function readProblem(body: string): z.infer<typeof AnyProblem> | undefined {
  try {
    return AnyProblem.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}
