const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/;
const OFFSET = /(Z|[+-]\d{2}:?\d{2})$/i;
const PLAIN_OFFSET = /([+-]\d{2})(\d{2})$/;

/**
 * An instant in UTC with whole seconds, such as `2026-06-30T00:00:00Z`, whatever offset and precision an API wrote;
 * null when the text is no date. Seen: `Z`, `+00:00`, milliseconds, `-0300` (Zephyr Data Center) and bare dates. A time
 * without an offset counts as UTC.
 */
export function toInstant(text: string): string | null {
  const trimmed = text.trim();
  if (!/^\d{4}-\d{2}-\d{2}/.test(trimmed)) return null;
  const timeMs = Date.parse(withOffset(trimmed));
  if (Number.isNaN(timeMs)) return null;
  const instant = new Date(timeMs).toISOString();
  // An offset may lead beyond the year 9999, which has a sign and more digits.
  return DATE_ONLY.test(instant.slice(0, 10)) ? `${instant.slice(0, 19)}Z` : null;
}

function withOffset(text: string): string {
  if (DATE_ONLY.test(text)) return `${text}T00:00:00Z`;
  return OFFSET.test(text) ? text.replace(PLAIN_OFFSET, '$1:$2') : `${text}Z`;
}
