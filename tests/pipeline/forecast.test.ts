import { ATTACHMENT_CHOICES, type Forecast, type PreflightView, type ReportView } from '@z2q/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPipeline, type Pipeline } from '../kit/open-pipeline.ts';
import { smallData } from '../scenario/small-data.ts';

type Asked = { readonly source: number; readonly target: number; readonly listsOfSteps: number };

const [PLANNED, FIRST] = [1, 2];
/** Largest error of a forecast, as a share of the requests really made. */
const NEAR = 0.2;
/** So many records that a preflight samples only some of them. */
const SIZE = { cases: 30, executions: 60, cycles: 6, plans: 2, attachments: 10 };
let kit: Pipeline;
let planned: Forecast | undefined;
let counted: Forecast | null | undefined;
const asked = new Map<string, Asked>();

beforeAll(async () => {
  kit = await openPipeline({ data: smallData(SIZE), projects: FIRST + ATTACHMENT_CHOICES.length });
  const id = await kit.migrateTo(PLANNED);
  counted = (await kit.api.post<PreflightView>(`/v1/migrations/${id}/preflight`)).forecast;
  const plan = await kit.api.run(id, { phases: ['extract', 'transform'] });
  planned = (await kit.api.get<ReportView>(`/v1/runs/${plan.id}/report`)).plan?.forecast;
  for (const [at, attachments] of ATTACHMENT_CHOICES.entries()) {
    const migrationId = await kit.migrateTo(FIRST + at, { attachments });
    kit.zephyr.stats.reset();
    kit.qtest.stats.reset();
    await kit.api.run(migrationId);
    const lists = Object.entries(kit.zephyr.stats.snapshot()).filter(
      ([route]) => route.includes('/teststeps/') && route.endsWith('/attachments'),
    );
    asked.set(attachments, {
      source: kit.zephyr.stats.count(),
      target: kit.qtest.stats.count(),
      listsOfSteps: lists.reduce((sum, [, { count }]) => sum + count, 0),
    });
  }
}, 120_000);
afterAll(() => kit[Symbol.asyncDispose]());

const sideOf = (forecast: Forecast | null | undefined, attachments: string, side: 'source' | 'target') =>
  forecast?.choices
    .find((choice) => choice.attachments === attachments)
    ?.sides.find((one) => one.side === side);

const ratio = (
  forecast: Forecast | null | undefined,
  attachments: string,
  side: 'source' | 'target',
): number => (sideOf(forecast, attachments, side)?.requests ?? 0) / (asked.get(attachments)?.[side] ?? 0);

test.each(ATTACHMENT_CHOICES)(
  'with %s, a plan and a preflight foretell the requests of both sides',
  (choice) => {
    for (const forecast of [planned, counted])
      for (const side of ['source', 'target'] as const) {
        expect(Math.abs(ratio(forecast, choice, side) - 1), `${forecast?.from} ${side}`).toBeLessThan(NEAR);
      }
  },
);

test('a plan knows how many lists of files the steps have, and files', () => {
  const kinds = sideOf(planned, 'all', 'source')?.kinds ?? [];
  const requestsFor = (kind: string): number => kinds.find((one) => one.kind === kind)?.requests ?? 0;

  expect(planned?.from).toBe('staged');
  expect(requestsFor('files_of_steps') + requestsFor('files_of_step_results')).toBe(
    asked.get('all')?.listsOfSteps,
  );
  expect(requestsFor('downloads')).toBe(kit.zephyr.data.projects[0]?.attachments.length);
  expect(counted?.from).toBe('sample');
});
