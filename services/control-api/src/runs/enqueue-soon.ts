import type { WorkableBatch } from '@z2q/contracts';
import type { ControlContext } from '../context.ts';
import { withTimeout } from '../http/with-timeout.ts';

const ENQUEUE_WITHIN_MS = 1_000;

/**
 * Enqueues jobs, so that workers need not wait for the reconciler. Without Redis the workers still find the batches, so
 * a failure is only logged.
 */
export async function enqueueSoon(
  { queues, log }: Pick<ControlContext, 'queues' | 'log'>,
  jobs: readonly WorkableBatch[],
): Promise<void> {
  try {
    await withTimeout(ENQUEUE_WITHIN_MS, () => queues.enqueue(jobs));
  } catch (error) {
    log.warn(
      { err: error, jobs: jobs.length },
      'could not enqueue jobs; workers find their batches in the database',
    );
  }
}
