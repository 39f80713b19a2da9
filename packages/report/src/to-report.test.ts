import { FailureCode, REPORTED_ITEMS, ReportView, RunState, toStopping } from '@z2q/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aFailingReportInput, aFailureItem, aReportInput } from './a-report-input.ts';
import { ADVICE } from './advice.ts';
import type { ReportInput } from './report-input.ts';
import { toReport } from './to-report.ts';

const withRun = (overrides: Partial<ReportInput['run']>, input = aReportInput()): ReportInput => ({
  ...input,
  run: { ...input.run, ...overrides },
});

const NONE = { source: 0, extracted: 0, transformed: 0, loaded: 0, verified: 0, failed: 0, skipped: 0 };

describe('toReport', () => {
  it('answers what the contract promises', () => {
    const report = toReport(aFailingReportInput());

    expect(ReportView.parse(report)).toEqual(report);
  });

  it('calls a complete and checked migration verified', () => {
    const report = toReport(aReportInput());

    expect(report.verdict).toBe('verified');
    expect(report.sentence).toBe('All 25,608 records are in qTest and were verified there.');
    expect(report.totals).toMatchObject({ records: 25_608, verified: 25_608, failed: 0, successRate: 1 });
  });

  it('tells of a run that is being stopped whether it failed or was cancelled', () => {
    const sentenceOf = (endsAs: 'failed' | 'cancelled') =>
      toReport(
        withRun({
          state: 'cancelling',
          stopping: toStopping({ state: 'cancelling', endsAs, recommendedAction: null }),
        }),
      ).sentence;

    expect(sentenceOf('failed')).toMatch(/^The run is being stopped because it failed: so far /);
    expect(sentenceOf('cancelled')).toMatch(/^The run is being stopped because it was cancelled: so far /);
  });

  it('counts failed and skipped records against the whole', () => {
    const report = toReport(aFailingReportInput());

    expect(report.verdict).toBe('finished_with_failures');
    expect(report.sentence).toMatch(/^25,599 of 25,608 records .*; 3 failed and 6 were skipped\./);
    expect(report.totals.successRate).toBeCloseTo(25_599 / 25_608);
  });

  it('measures speed over the whole duration', () => {
    const { run, totals } = toReport(aReportInput());

    expect(run.durationSeconds).toBe(71 * 60 + 39);
    expect(totals.entitiesPerMinute).toBeCloseTo(25_608 / (71 + 39 / 60));
  });

  it('leaves pauses out of the duration and the speed, and tells them by themselves', () => {
    const { run, totals } = toReport({ ...aReportInput(), pausedSeconds: 60 * 60 });

    expect(run).toMatchObject({ durationSeconds: 11 * 60 + 39, pausedSeconds: 60 * 60 });
    expect(totals.entitiesPerMinute).toBeCloseTo(25_608 / (11 + 39 / 60));
  });

  it('measures a run that is still on until the moment of the report', () => {
    const report = toReport(withRun({ state: 'running', finishedAt: null }));

    expect(report.run.durationSeconds).toBe(72 * 60 + 6);
    expect(report.verdict).toBe('not_verified');
  });

  it('does not call a run without validation verified', () => {
    const report = toReport(withRun({ phases: ['extract', 'transform', 'load'] }));

    expect(report).toMatchObject({ verdict: 'not_verified', totals: { reached: 25_608 } });
  });

  it('does not call a run verified when a check was left out', () => {
    const input = aReportInput();

    const report = toReport({ ...input, checks: input.checks.slice(1) });

    expect(report.verdict).toBe('not_verified');
    expect(report.checks[0]).toEqual({ name: 'counts', status: 'not_run', checked: 0, of: 25_608, wrong: 0 });
  });

  it('calls what was left out by rule by its name, and the rest verified', () => {
    const input = aReportInput();
    const attachment = { ...input.run.counts.attachment, loaded: 88, verified: 88, skipped: 6 };
    const counts = { ...input.run.counts, attachment } as ReportInput['run']['counts'];

    const report = toReport(withRun({ counts }));

    expect(report.verdict).toBe('verified');
    expect(report.sentence).toBe(
      '25,602 of 25,608 records are in qTest and were verified there; 6 were left out by rule, each with its reason below.',
    );
  });

  it('passes no check that has not looked at all there is, and none that has looked at nothing', () => {
    const input = aReportInput({
      checks: [
        { name: 'counts', checked: 20_000, wrong: 0 },
        { name: 'files', checked: 94, wrong: 0 },
        { name: 'foreign', checked: 0, wrong: 0 },
      ],
    });

    const report = toReport(input);

    expect(report.checks.map(({ name, status, checked, of }) => ({ name, status, checked, of }))).toEqual([
      { name: 'counts', status: 'incomplete', checked: 20_000, of: 25_608 },
      { name: 'content', status: 'not_run', checked: 0, of: 25_514 },
      { name: 'relations', status: 'not_run', checked: 0, of: 25_608 },
      { name: 'files', status: 'passed', checked: 94, of: 94 },
      { name: 'foreign', status: 'nothing_to_check', checked: 0, of: null },
    ]);
    expect(report.verdict).toBe('finished_with_failures');
  });

  it('does not believe a completed state that a failed check contradicts', () => {
    const report = toReport(aReportInput({ checks: [{ name: 'content', checked: 10, wrong: 1 }] }));

    expect(report.verdict).toBe('finished_with_failures');
  });

  it('calls verified what is, like the state of the run, and names what somebody else has put into it', () => {
    const report = toReport(
      aReportInput({
        failures: [{ code: 'foreign_on_target', count: 2 }],
        checks: aReportInput().checks.map((row) => (row.name === 'foreign' ? { ...row, wrong: 2 } : row)),
      }),
    );

    expect(report).toMatchObject({ verdict: 'verified', run: { state: 'completed' } });
    expect(report.sentence).toContain('2 objects of somebody else are inside what it made');
  });

  it('reports a rollback that left nothing behind', () => {
    const report = toReport(withRun({ kind: 'rollback', phases: [] }));

    expect(report).toMatchObject({ verdict: 'rolled_back', run: { phases: ['rollback'] } });
  });

  it('reports a rollback that something stood in the way of', () => {
    const blocked = aReportInput({ failures: [{ code: 'rollback_blocked', count: 1 }] });

    const report = toReport(withRun({ kind: 'rollback', state: 'completed_with_failures' }, blocked));

    expect(report.verdict).toBe('finished_with_failures');
    expect(report.failures.groups[0]?.advice).toBe(ADVICE.rollback_blocked.advice);
  });

  it('says of a run that was stopped what is in qTest, and what of it was looked at', () => {
    const counts = { test_case: { ...NONE, source: 70, loaded: 33, verified: 2 } };

    const report = toReport(withRun({ state: 'cancelled', counts }));

    expect(report.sentence).toBe(
      'The run was cancelled before it was done: so far 33 of 70 records were written to qTest, and 2 of them were verified there.',
    );
  });

  it('counts what is no record as no failed record', () => {
    const counts = { test_case: { ...NONE, source: 70, verified: 66, failed: 4 } };
    const failures = [{ code: 'rollback_blocked', count: 15 }] as const;

    const report = toReport(
      withRun({ state: 'completed_with_failures', counts }, aReportInput({ failures })),
    );

    expect(report.sentence).toMatch(
      /^66 of 70 records .*; 4 failed and 11 more failures count as no record\./,
    );
  });

  it('does not call a rollback of nothing, or a run that left everything out, a success', () => {
    const counts = { test_case: { ...NONE, source: 6, skipped: 6 } };

    const leftOut = toReport(withRun({ counts }));
    const nothing = toReport(withRun({ kind: 'rollback', phases: [], counts: { test_case: NONE } }));

    expect(leftOut).toMatchObject({
      verdict: 'not_verified',
      sentence: 'All 6 records were left out by rule, each with its reason below: nothing was verified.',
    });
    expect(nothing).toMatchObject({
      verdict: 'not_verified',
      sentence: 'No record of this migration was in qTest, so none was taken away.',
    });
  });

  it('lists a thousand failures and counts them all', () => {
    const failureItems = Array.from({ length: 1500 }, (_, index) =>
      aFailureItem({ sourceId: String(index) }),
    );

    const { failures } = toReport(
      aFailingReportInput({ failures: [{ code: 'target_refused', count: 9000 }], failureItems }),
    );

    expect(failures).toMatchObject({ total: 9000, items: { length: REPORTED_ITEMS } });
  });

  it('has an empty project done without dividing by nothing', () => {
    const report = toReport(withRun({ counts: {}, startedAt: '2026-03-14T09:11:40.000Z' }));

    expect(report.totals).toMatchObject({ records: 0, successRate: null, entitiesPerMinute: null });
    expect(report).toMatchObject({
      verdict: 'not_verified',
      sentence: 'The source project has no records, so nothing was written and nothing was verified.',
    });
  });

  it('calls a run verified only when all of its records are', () => {
    const count = fc.nat({ max: 50 });

    fc.assert(
      fc.property(
        fc.constantFrom(...RunState.options),
        fc.record({ source: count, loaded: count, verified: count, failed: count, skipped: count }),
        fc.constantFrom(...FailureCode.options),
        fc.nat({ max: 1 }),
        (state, counted, code, failures) => {
          const counts = { test_case: { extracted: 0, transformed: 0, ...counted } };

          const report = toReport(
            withRun({ state, counts }, aReportInput({ failures: [{ code, count: failures }] })),
          );

          const { source, verified, skipped, failed } = counted;
          const whole = verified > 0 && verified + skipped >= source && failed === 0 && failures === 0;
          expect(report.verdict === 'verified').toBe(state === 'completed' && whole);
          ReportView.parse(report);
        },
      ),
    );
  });
});
