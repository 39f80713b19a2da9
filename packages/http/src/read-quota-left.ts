import type { IncomingHttpHeaders } from 'node:http';

/** Requests left this month, which qTest's cloud service sends with every answer; null if an API does not. */
export function readQuotaLeft(headers: IncomingHttpHeaders): number | null {
  const told = headers['x-ratelimit-remaining-month'];
  return typeof told === 'string' && /^\d{1,15}$/.test(told) ? Number(told) : null;
}
