import type { RunId } from '@z2q/contracts';
import type { Writer } from '@z2q/store';
import type { ControlContext } from '../context.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { ProblemCode } from '../http/problems.ts';
import { loadRun } from './load-run.ts';

/** @throws {ProblemError} with `otherwise` when `change` says that the run's state does not allow it. */
export async function changeRun(
  { store }: ControlContext,
  id: RunId,
  change: (tx: Writer) => Promise<boolean>,
  otherwise: ProblemCode,
): Promise<void> {
  await store.write(async (tx) => {
    const run = await loadRun(tx, id);
    if (!(await change(tx))) throw new ProblemError(otherwise, `Run ${id} is ${run.state}.`);
  });
}
