import type { ProblemCode, RunId } from '@z2q/contracts';
import type { Writer } from '@z2q/store';
import type { FastifyRequest } from 'fastify';
import { recordAct } from '../access/record-act.ts';
import type { ControlContext } from '../context.ts';
import { ProblemError } from '../http/problem-error.ts';
import { loadRun } from './load-run.ts';

/**
 * Changes a run for an operator.
 * @throws {ProblemError} with the code `otherwise` when `change` returns false, since the run's state does not allow
 * the change.
 */
export async function changeRun(
  { store, now }: ControlContext,
  request: FastifyRequest,
  id: RunId,
  change: (tx: Writer) => Promise<boolean>,
  otherwise: ProblemCode,
): Promise<void> {
  await store.write(async (tx) => {
    const run = await loadRun(tx, id);
    if (!(await change(tx))) throw new ProblemError(otherwise, `Run ${id} is ${run.state}.`);
    await recordAct(tx, request, { now: now(), detail: `was ${run.state}` });
  });
}
