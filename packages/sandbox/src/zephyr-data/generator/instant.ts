const DAY_MS = 86_400_000;

/** `yyyy-MM-ddTHH:mm:ssZ`, the format of every date in the API. */
export const toInstant = (epochMs: number): string => `${new Date(epochMs).toISOString().slice(0, 19)}Z`;

export const addDays = (instant: string, days: number): string =>
  toInstant(Date.parse(instant) + Math.round(days * DAY_MS));
