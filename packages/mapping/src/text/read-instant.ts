const DAY = /^\d{4}-\d{2}-\d{2}(?:T00:00(?::00(?:\.0+)?)?(?:Z|[+-]00:?00))?$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;

/** Whether a text is a date without a time, or at midnight UTC. Zephyr sends both for its date fields. */
export const isDay = (text: string): boolean => DAY.test(text) && readInstant(text) !== null;

/** Epoch milliseconds of an ISO date or date-time; null when it is none. */
export function readInstant(text: string): number | null {
  if (!INSTANT.test(text)) return null;
  const ms = Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  return Number.isNaN(ms) ? null : ms;
}
