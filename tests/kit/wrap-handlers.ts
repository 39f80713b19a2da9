import type { BatchContext, BatchHandler, BatchHandlers, BatchOutcome } from '@z2q/runtime';

type Around = (handler: BatchHandler, context: BatchContext) => Promise<BatchOutcome>;

/** Wraps every handler of a worker. */
export function wrapHandlers({ contact, ...handlers }: BatchHandlers, around: Around): BatchHandlers {
  const wrapped = Object.entries(handlers).map(([key, handler]): [string, BatchHandler] => [
    key,
    (context) => around(handler, context),
  ]);
  return { ...Object.fromEntries(wrapped), ...(contact ? { contact } : {}) };
}
