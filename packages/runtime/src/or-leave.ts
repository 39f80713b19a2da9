import { HandedBackError } from './batch-handler.ts';
import { LEASE_MS } from './batch-lease.ts';

/**
 * Waits for a batch's work, but not once `leaving` is aborted.
 * @throws {HandedBackError} then: a request on its way is given as long to arrive as if this process had died.
 */
export function orLeave<Result>(work: Promise<Result>, leaving: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const leave = (): void => reject(new HandedBackError('the worker stops', LEASE_MS));
    if (leaving.aborted) leave();
    leaving.addEventListener('abort', leave, { once: true });
    work.then(resolve, reject).finally(() => leaving.removeEventListener('abort', leave));
  });
}
