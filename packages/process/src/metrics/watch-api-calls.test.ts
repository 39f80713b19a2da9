import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { watchApiCalls } from './watch-api-calls.ts';

test('calls are counted and timed by the host that they go to', async () => {
  const registry = new Registry();
  const watch = watchApiCalls(registry, {
    qtest: { baseUrl: 'https://example.qtestnet.com', concurrency: 8 },
  });
  const target = { side: 'target', route: '/projects', durationMs: 300 } as const;

  watch.onFlight({ side: 'target', by: 1 });
  watch.observeRequest({ ...target, outcome: 'throttled' });
  watch.observeRequest({ ...target, outcome: 'ok' });
  const text = await registry.metrics();

  const host = 'side="target",host="example.qtestnet.com"';
  expect(text).toContain(`z2q_api_requests_total{${host},route="/projects",outcome="throttled"} 1`);
  expect(text).toContain(`z2q_api_request_seconds_bucket{le="0.25",${host}} 0`);
  expect(text).toContain(`z2q_api_request_seconds_bucket{le="0.5",${host}} 2`);
  expect(text).toContain(`z2q_api_requests_in_flight{${host}} 1`);
  expect(text).toContain(`z2q_api_requests_in_flight_limit{${host}} 8`);
  expect(text).not.toContain('side="source"');
});
