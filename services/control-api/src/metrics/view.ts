import type { Gauge } from 'prom-client';

/** Metrics that one look at the store or Redis tells. All are set in one go after it, so no reader sees half of them. */
export type View = { readonly gauges: readonly Gauge[]; readonly refresh: () => Promise<void> };
