import type { Batch } from '@z2q/store';
import type { Verdict } from './judge-failure.ts';

/** Losses after which the records of a batch that cannot be split are blamed for ending its workers. */
const LOSSES_ALONE = 5;
/** The same for a batch that lists or plans. The run cannot go on without it, so it gets more attempts. */
const LOSSES_OF_PLANS = 10;

/** The workers of a batch ended, by a crash or for lack of memory, before they reported an outcome. */
export class WorkerLostError extends Error {
  override readonly name = 'WorkerLostError';

  constructor({ losses }: Pick<Batch, 'losses'>) {
    super(`Its worker ended ${losses} times while working on it`);
  }
}

/** Decides about a batch that has lost several workers: it is split until the record that ends them is alone. */
export function judgeLosses(batch: Batch, error: WorkerLostError): Verdict {
  const message = `${error.message}. Look in the worker's log for what ended it, such as too little memory, then retry.`;
  if (batch.kind !== 'records')
    return batch.losses < LOSSES_OF_PLANS
      ? { act: 'work-on' }
      : { act: 'fail', action: `${message} What was done is kept; start a new run to go on.` };
  const otherwise =
    batch.losses < LOSSES_ALONE
      ? ({ act: 'work-on' } as const)
      : ({ act: 'give-up', fault: { code: 'worker_lost', message } } as const);
  return { act: 'isolate', otherwise };
}
