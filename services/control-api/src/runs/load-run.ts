import type { RunId } from '@z2q/contracts';
import { findRun, type Reader, type Run } from '@z2q/store';
import { ProblemError } from '../http/problem-error.ts';

/** @throws {ProblemError} when there is no such run. */
export async function loadRun(db: Reader, id: RunId): Promise<Run> {
  const run = await findRun(db, id);
  if (!run) throw new ProblemError('run_not_found', `No run has the id ${id}.`);
  return run;
}
