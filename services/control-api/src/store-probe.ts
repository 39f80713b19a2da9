import { probeStore, type Store } from '@z2q/store';

const KEPT_MS = 2_000;

/** Says why the store takes no writes; undefined when it does. Asks the store at most every two seconds. */
export type StoreProbe = () => Promise<string | undefined>;

/** Probes by a write: a full disk or a damaged database may be read for long before anybody notices. */
export function createStoreProbe(store: Store, nowMs: () => number): StoreProbe {
  let askedAtMs = Number.NEGATIVE_INFINITY;
  let answer: Promise<string | undefined> = Promise.resolve(undefined);
  return () => {
    if (Math.abs(nowMs() - askedAtMs) >= KEPT_MS) {
      askedAtMs = nowMs();
      answer = probeStore(store, askedAtMs).then(
        () => undefined,
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
    }
    return answer;
  };
}
