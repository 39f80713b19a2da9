import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import type { BatchJob } from '@z2q/contracts';
import { HAND_HEADER } from './hand-header.ts';
import type { Life } from './life.ts';

/** One batch in one worker's hand. */
export type Hand = {
  readonly id: string;
  readonly life: Life;
  readonly job: BatchJob;
  /** The batch by a name that is the same in each replay. */
  readonly subject: string;
};

const CHANNEL = 'http.client.request.created';

const hands = new AsyncLocalStorage<Hand>();

export const withHand = <Result>(hand: Hand, act: () => Promise<Result>): Promise<Result> =>
  hands.run(hand, act);

/** Whose code this is; undefined: nobody's who works on a batch. */
export const currentHand = (): Hand | undefined => hands.getStore();

/** Has every request of this process say by a header in whose hand it was made. */
export function markRequests(): Disposable {
  const mark = (message: unknown): void => {
    const { request } = message as { readonly request: ClientRequest };
    const hand = currentHand();
    if (hand) request.setHeader(HAND_HEADER, hand.id);
  };
  subscribe(CHANNEL, mark);
  return { [Symbol.dispose]: () => void unsubscribe(CHANNEL, mark) };
}
