import type { RunId } from '@z2q/contracts';
import { ProblemError } from '../http/problem-error.ts';

export const toRunInProgress = (runId: RunId): ProblemError =>
  new ProblemError('run_in_progress', `Run ${runId} of this migration is not over.`, {
    fix: `Wait for it, or end it: POST /v1/runs/${runId}/cancel.`,
  });
