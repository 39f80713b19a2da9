const NUMBER = new Intl.NumberFormat('en');
const WHEN = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

export const toNumber = (value: number): string => NUMBER.format(value);

/** A number with its word: `1 record`, `2 records`. */
export const toCount = (value: number, word: string): string =>
  `${toNumber(value)} ${word}${value === 1 ? '' : 's'}`;

export const toWhen = (instant: string): string => WHEN.format(new Date(instant));

/** A rounded duration. */
export function toDuration(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min`;
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.round((seconds % 3600) / 60);
  return minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`;
}
