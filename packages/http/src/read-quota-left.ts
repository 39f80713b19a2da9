import type { IncomingHttpHeaders } from 'node:http';

/** Requests that are left this month, which qTest as a service says with every answer; null where an API does not. */
export function readQuotaLeft(headers: IncomingHttpHeaders): number | null {
  const told = headers['x-ratelimit-remaining-month'];
  return typeof told === 'string' && /^\d{1,15}$/.test(told) ? Number(told) : null;
}
