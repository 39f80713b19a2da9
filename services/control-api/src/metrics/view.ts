import type { Gauge } from 'prom-client';

/** Metrics from one reading of the store or Redis. All are set synchronously after it, so no reader sees half of them. */
export type View = { readonly gauges: readonly Gauge[]; readonly refresh: () => Promise<void> };
