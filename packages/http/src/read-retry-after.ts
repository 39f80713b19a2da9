/** Nobody waits longer than this, and dates have a limit. */
const LONGEST_MS = 365 * 24 * 3_600_000;
const SECONDS = /^\d+(\.\d+)?$/;

/**
 * Milliseconds that a `Retry-After` header (seconds or an HTTP date) asks to wait; null when it is absent, unreadable,
 * zero or past. SmartBear once sent a wrong 0 to everybody, so 0 means "no advice" and the caller uses its own backoff.
 * A date is compared with the answer's own `Date` header (`sentAt`), since the two clocks may differ; without one, with
 * `nowMs`.
 */
export function readRetryAfter(value: string | undefined, nowMs: number, sentAt?: string): number | null {
  const text = value?.trim();
  if (!text) return null;
  const waitMs = SECONDS.test(text)
    ? Math.ceil(Number(text) * 1000)
    : Date.parse(text) - (Date.parse(sentAt ?? '') || nowMs);
  return waitMs > 0 ? Math.min(waitMs, LONGEST_MS) : null;
}
