import { addToPace } from '@z2q/store';
import { afterAll, expect, test } from 'vitest';
import { openTestApi } from '../open-test-api.ts';

const api = await openTestApi({ ZEPHYR_MAX_RPS: '10' });
afterAll(() => api[Symbol.asyncDispose]());
const runId = await api.aRun(await api.aMigration(), 'running');
const START = Date.parse('2026-03-01T12:00:00.000Z');
const at = (seconds: number): Date => new Date(START + seconds * 1_000);
const read = async () => (await api.call('GET', `/v1/runs/${runId}/pace`)).json();

test('what is noted within ten seconds is one point, by phase and by side', async () => {
  await api.context.store.write(async (tx) => {
    await addToPace(tx, runId, { measure: 'done', of: 'load', count: 50 }, at(1));
    await addToPace(tx, runId, { measure: 'done', of: 'load', count: 20 }, at(9.9));
    await addToPace(tx, runId, { measure: 'done', of: 'load', count: 5 }, at(30));
    await addToPace(tx, runId, { measure: 'requests', of: 'target', count: 80 }, at(12));
  });

  expect(await read()).toEqual({
    records: [
      { phase: 'load', at: at(0).toISOString(), count: 70 },
      { phase: 'load', at: at(30).toISOString(), count: 5 },
    ],
    requests: [{ side: 'target', at: at(10).toISOString(), count: 80 }],
    limits: { source: 10, target: 0 },
  });
});

test('of a long run the last hour is told', async () => {
  await api.context.store.write(async (tx) => {
    for (let slot = 0; slot < 400; slot += 1)
      await addToPace(tx, runId, { measure: 'done', of: 'extract', count: slot }, at(slot * 10));
  });

  const { records } = await read();
  const extracted = records.filter(({ phase }: { phase: string }) => phase === 'extract');

  expect(extracted).toHaveLength(360);
  expect([extracted[0].count, extracted.at(-1).count]).toEqual([40, 399]);
});
