import type { Fault } from './fault.ts';

/** Requests of one route. A connection that is cut before the answer is complete counts as status `cut`. */
export type RouteStats = { readonly count: number; readonly statuses: Readonly<Record<string, number>> };

export type RequestStats = {
  /** By `METHOD route-pattern`, such as `GET /v2/testcases/:testCaseKey/teststeps`. */
  snapshot(): Readonly<Record<string, RouteStats>>;
  /** All requests, or only those of one route. */
  count(route?: string): number;
  /** How many requests a fault has struck. A fault that lets the handler run counts after that. */
  strikesOf(fault: Fault): number;
  arrived(route: string): void;
  answered(route: string, status: number | 'cut'): void;
  struck(fault: Fault): void;
  reset(): void;
};

/** Requests are counted on arrival, statuses once the answer was sent. */
export function createRequestStats(): RequestStats {
  const counts = new Map<string, number>();
  const statuses = new Map<string, Record<string, number>>();
  const strikes = new Map<Fault, number>();
  return {
    snapshot: () =>
      Object.fromEntries(
        [...counts].sort().map(([route, count]) => [route, { count, statuses: { ...statuses.get(route) } }]),
      ),
    count: (route) =>
      route === undefined ? [...counts.values()].reduce((sum, n) => sum + n, 0) : (counts.get(route) ?? 0),
    strikesOf: (fault) => strikes.get(fault) ?? 0,
    arrived: (route) => void counts.set(route, (counts.get(route) ?? 0) + 1),
    answered: (route, status) => {
      const of = statuses.get(route) ?? {};
      of[status] = (of[status] ?? 0) + 1;
      statuses.set(route, of);
    },
    struck: (fault) => void strikes.set(fault, (strikes.get(fault) ?? 0) + 1),
    reset: () => {
      counts.clear();
      statuses.clear();
      strikes.clear();
    },
  };
}
