import type { Batch } from '@z2q/store';
import type { Verdict } from './judge-failure.ts';

/** Workers that may be lost with a batch that cannot be split, before what is in it is held to be what ends them. */
const LOSSES_ALONE = 5;
/** The same of a batch that lists or plans: without it the run cannot go on, so it is given more time. */
const LOSSES_OF_PLANS = 10;

/** Whoever worked on the batch was gone, by a crash or without the memory for it, before he could say what became of it. */
export class WorkerLostError extends Error {
  override readonly name = 'WorkerLostError';

  constructor({ losses }: Pick<Batch, 'losses'>) {
    super(`Its worker ended ${losses} times while working on it`);
  }
}

/** What becomes of a batch with which some workers were lost: it is split until the record that ends them is alone. */
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
