import type { HttpFlight, HttpObservation } from '@z2q/http';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { ApiConfig } from '../config/config.ts';

/** The APIs that a process calls. */
export type CalledApis = {
  readonly zephyr?: Pick<ApiConfig, 'baseUrl' | 'concurrency'> | undefined;
  readonly qtest?: Pick<ApiConfig, 'baseUrl' | 'concurrency'> | undefined;
};

/** The members of a call that are counted. */
export type CountedCall = Pick<HttpObservation, 'side' | 'route' | 'durationMs'> & {
  readonly outcome: string;
};

export type ApiCallWatch = {
  readonly observeRequest: (call: CountedCall) => void;
  readonly onFlight: (flight: HttpFlight) => void;
};

/** Counts and times the requests of this process, by host. Throttled requests have the outcome `throttled`. */
export function watchApiCalls(registry: Registry, { zephyr, qtest }: CalledApis): ApiCallWatch {
  const registers = [registry];
  const labels = {
    source: { side: 'source', host: hostOf(zephyr) },
    target: { side: 'target', host: hostOf(qtest) },
  } as const;
  const requests = new Counter({
    name: 'z2q_api_requests_total',
    help: 'Calls to either API, by route and by what came of them: ok, throttled (a 429) or what went wrong',
    labelNames: ['side', 'host', 'route', 'outcome'],
    registers,
  });
  const seconds = new Histogram({
    name: 'z2q_api_request_seconds',
    help: 'How long calls to either API took, without waiting for their turn',
    labelNames: ['side', 'host'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  });
  const inFlight = new Gauge({
    name: 'z2q_api_requests_in_flight',
    help: 'Calls to either API on their way, of this process',
    labelNames: ['side', 'host'],
    registers,
  });
  const limit = new Gauge({
    name: 'z2q_api_requests_in_flight_limit',
    help: 'Calls that may be on their way at once, of this process and one project',
    labelNames: ['side', 'host'],
    registers,
  });
  for (const [side, api] of [['source', zephyr] as const, ['target', qtest] as const]) {
    if (!api) continue;
    limit.set(labels[side], api.concurrency);
    inFlight.set(labels[side], 0);
    seconds.zero(labels[side]);
  }
  return {
    observeRequest: ({ side, route, outcome, durationMs }) => {
      requests.inc({ ...labels[side], route, outcome });
      seconds.observe(labels[side], durationMs / 1000);
    },
    onFlight: ({ side, by }) => inFlight.inc(labels[side], by),
  };
}

const hostOf = (api: { readonly baseUrl: string } | undefined): string =>
  api === undefined ? 'unknown' : new URL(api.baseUrl).host;
