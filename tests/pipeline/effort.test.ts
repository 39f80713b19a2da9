import type { ReportView, RunView } from '@z2q/contracts';
import type { BatchHandlers, RequestObservation } from '@z2q/runtime';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPipeline, type Pipeline } from '../kit/open-pipeline.ts';
import { everyKindOnce } from '../scenario/every-kind.ts';

let hasFailed = false;
/** The first batch of plans fails with a programming error. */
const wrap = (handlers: BatchHandlers): BatchHandlers => ({
  ...handlers,
  ...(handlers['load/test_plan/records'] && {
    'load/test_plan/records': async (context) => {
      if (!hasFailed) {
        hasFailed = true;
        throw new Error('A breakdown that nobody foresaw');
      }
      const load = handlers['load/test_plan/records'];
      if (!load) throw new Error('There is no loader of plans');
      return load(context);
    },
  }),
});

let kit: Pipeline;
let run: RunView;
let report: ReportView;
let strike = (_call: RequestObservation): void => undefined;
const PAUSE_MS = 90_000;

beforeAll(async () => {
  kit = await openPipeline({ data: everyKindOnce(), wrap, onCall: (call) => strike(call) });
  const { api } = kit;
  const runId = await api.startRun(await kit.migrateTo(1));
  strike = (call) => {
    if (call.side !== 'target' || call.method !== 'POST') return;
    strike = () => undefined;
    void api.post(`/v1/runs/${runId}/pause`);
  };
  await api.waitForRun(runId, ({ state }) => state === 'paused');
  kit.clock.advance(PAUSE_MS);
  await api.post(`/v1/runs/${runId}/resume`);
  run = await api.waitForRun(runId);
  report = await api.get<ReportView>(`/v1/runs/${runId}/report`);
});
afterAll(() => kit[Symbol.asyncDispose]());

test('a report says how often a run stood still, for how long and why', () => {
  const [pause, ...others] = report.recovery.pauses;

  expect(run.state).toBe('completed');
  expect(others).toEqual([]);
  expect(pause).toMatchObject({ reason: 'operator', times: 1 });
  expect(pause?.seconds).toBeGreaterThanOrEqual(PAUSE_MS / 1_000);
  expect(pause?.seconds).toBeCloseTo(report.run.pausedSeconds, 0);
});

test('a report counts the batches that got through at another attempt', () => {
  expect(hasFailed).toBe(true);
  expect(report.recovery).toMatchObject({ batchesDoneLater: 1, batchesTakenOver: 0, failedAnswers: 0 });
});

test('a report says what each service used, and what is on the disk', () => {
  const { services, databaseBytes, filesBytes } = report.resources;

  expect(services.map(({ service }) => service)).toEqual(['extractor', 'loader', 'transformer', 'validator']);
  for (const { processes, cpuSeconds, peakMemoryBytes } of services) {
    expect(processes).toBe(1);
    expect(cpuSeconds).toBeGreaterThan(0);
    expect(peakMemoryBytes).toBeGreaterThan(10_000_000);
  }
  expect(databaseBytes).toBeGreaterThan(100_000);
  expect(filesBytes).toBeGreaterThan(0);
});
