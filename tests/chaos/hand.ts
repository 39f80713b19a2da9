import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import type { BatchJob } from '@z2q/contracts';
import { HAND_HEADER } from './hand-header.ts';
import type { Life } from './life.ts';

/** One batch that one worker has in hand. */
export type Hand = {
  readonly id: string;
  readonly life: Life;
  readonly job: BatchJob;
  /** Name of the batch that is the same in each replay. */
  readonly subject: string;
};

const CHANNEL = 'http.client.request.created';

const hands = new AsyncLocalStorage<Hand>();

export const withHand = <Result>(hand: Hand, act: () => Promise<Result>): Promise<Result> =>
  hands.run(hand, act);

/** The batch that the calling code works on; undefined: it works on none. */
export const currentHand = (): Hand | undefined => hands.getStore();

/** Adds to every request of this process a header that names the batch it was made for. */
export function markRequests(): Disposable {
  const mark = (message: unknown): void => {
    const { request } = message as { readonly request: ClientRequest };
    const hand = currentHand();
    if (hand) request.setHeader(HAND_HEADER, hand.id);
  };
  subscribe(CHANNEL, mark);
  return { [Symbol.dispose]: () => void unsubscribe(CHANNEL, mark) };
}
