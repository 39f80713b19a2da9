import { withTimeout } from '../http/with-timeout.ts';

/** Result of a check's request. A check that throws would hide what the others found. */
export type Attempt<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: unknown };

/** A request may be retried and held back by the rate budget; an operator does not wait longer than this. */
const WITHIN_MS = 15_000;

export async function attempt<Value>(act: (signal: AbortSignal) => Promise<Value>): Promise<Attempt<Value>> {
  try {
    return { ok: true, value: await withTimeout(WITHIN_MS, act) };
  } catch (error) {
    return { ok: false, error };
  }
}
