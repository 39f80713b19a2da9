import type { WorkableBatch } from '@z2q/contracts';
import type { ControlContext } from '../context.ts';
import { withTimeout } from '../http/with-timeout.ts';

const ENQUEUE_WITHIN_MS = 1_000;

/** Saves the workers a wait. When Redis is away they find the batches by themselves, so that is only noted. */
export async function enqueueSoon(
  { queues, log }: Pick<ControlContext, 'queues' | 'log'>,
  jobs: readonly WorkableBatch[],
): Promise<void> {
  try {
    await withTimeout(ENQUEUE_WITHIN_MS, () => queues.enqueue(jobs));
  } catch (error) {
    log.warn({ err: error, jobs: jobs.length }, 'not enqueued now; the workers will do it');
  }
}
