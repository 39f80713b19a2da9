import { CertificateGapCode, CertificateView } from '@z2q/contracts';
import { describe, expect, it } from 'vitest';
import { aFailingReportInput, aReportInput } from '../a-report-input.ts';
import type { ReportInput } from '../report-input.ts';
import { toReport } from '../to-report.ts';
import { aCertificateInput, aCertifiedRun, aLaterRun } from './a-certificate-input.ts';
import type { CertificateInput } from './certificate-input.ts';
import { toCertificate } from './to-certificate.ts';

const whole = aReportInput();
const withCases = (change: Partial<NonNullable<ReportInput['run']['counts']['test_case']>>) => {
  const { test_case } = whole.run.counts;
  if (!test_case) throw new Error('There are no cases');
  return { ...whole.run.counts, test_case: { ...test_case, ...change } };
};
const reported = (overrides: Partial<ReportInput>): CertificateInput =>
  aCertificateInput({}, aReportInput(overrides));
const [firstCheck, ...otherChecks] = whole.checks;
const [firstSum, ...otherSums] = whole.ledger;
if (!firstCheck || !firstSum) throw new Error('The report has no checks or no ledger');

/** For each reason, a migration that is not certified for that reason alone. */
const REFUSED: readonly (readonly [what: string, code: CertificateGapCode, input: CertificateInput])[] = [
  ['no run has validated', 'never_validated', aCertificateInput({ report: null })],
  ['there is no run at all', 'never_validated', aCertificateInput({ report: null, runs: [] })],
  [
    'a run is under way',
    'run_under_way',
    aCertificateInput({ runs: [aCertifiedRun(), aLaterRun({ state: 'paused', finishedAt: null })] }),
  ],
  [
    'it was rolled back',
    'rolled_back',
    aCertificateInput({ runs: [aCertifiedRun(), aLaterRun({ kind: 'rollback', phases: [] })] }),
  ],
  [
    'a rollback has failed half-way',
    'rolled_back',
    aCertificateInput({ runs: [aCertifiedRun(), aLaterRun({ kind: 'rollback', state: 'cancelled' })] }),
  ],
  [
    'a later run loaded and did not validate',
    'not_validated_since',
    aCertificateInput({ runs: [aCertifiedRun(), aLaterRun({ phases: ['extract', 'transform', 'load'] })] }),
  ],
  [
    'an earlier run was opened again and ended later',
    'not_validated_since',
    aCertificateInput({ runs: [aLaterRun({ createdAt: '2026-03-13T08:00:00.000Z' }), aCertifiedRun()] }),
  ],
  [
    'the run that validated was cancelled',
    'not_completed',
    aCertificateInput(
      { runs: [aCertifiedRun({ state: 'cancelled' })] },
      aReportInput({ run: { ...whole.run, state: 'cancelled' } }),
    ),
  ],
  [
    'there is nothing in it',
    'nothing_there',
    aCertificateInput(
      { contents: new Map() },
      aReportInput({ run: { ...whole.run, counts: {} }, ledger: [] }),
    ),
  ],
  [
    'a record is missing on the target',
    'records_failed',
    reported({ failures: [{ code: 'missing_on_target', count: 1 }] }),
  ],
  [
    'a record is altered on the target',
    'records_failed',
    reported({ failures: [{ code: 'altered_on_target', count: 2 }] }),
  ],
  [
    'a record was not read back',
    'records_unverified',
    reported({ run: { ...whole.run, counts: withCases({ verified: 5067 }) } }),
  ],
  [
    'a check found something',
    'check_not_passed',
    reported({ checks: [{ ...firstCheck, wrong: 1 }, ...otherChecks] }),
  ],
  [
    'a check did not look at all',
    'check_not_passed',
    reported({ checks: [{ ...firstCheck, checked: 1 }, ...otherChecks] }),
  ],
  ['a check was not made', 'check_not_passed', reported({ checks: otherChecks })],
  [
    'the values received and told do not add up',
    'values_open',
    reported({ ledger: [{ ...firstSum, received: firstSum.received + 1 }, ...otherSums] }),
  ],
  [
    'values belong to records without an account',
    'values_open',
    reported({ ledger: [{ ...firstSum, open: { records: 1, values: 3 } }, ...otherSums] }),
  ],
  [
    'the mapping is another by now',
    'settings_changed',
    aCertificateInput({ mappingOfRecords: 'c'.repeat(64) }),
  ],
  ['nobody knows which mapping it was', 'settings_changed', aCertificateInput({ mappingOfRecords: null })],
  ['an option was changed since', 'settings_changed', aCertificateInput({ isChangedSince: true })],
  [
    'an earlier release validated it',
    'not_hashed',
    aCertificateInput({
      contents: new Map([['folder', { records: 412, source: '1'.repeat(64), target: null }]]),
    }),
  ],
  [
    'something is to be done first',
    'to_do_first',
    reported({ run: { ...whole.run, recommendedAction: 'Run once with the load phase.' } }),
  ],
  [
    'the report does not say verified, whyever',
    'not_verified',
    aCertificateInput({ report: { ...toReport(whole), verdict: 'not_verified' } }),
  ],
];

describe('toCertificate', () => {
  it('certifies a migration of which everything is on the target and verified', () => {
    const certificate = toCertificate(aCertificateInput());

    expect(certificate).toMatchObject({
      certified: true,
      gaps: [],
      sentence: 'All 25,608 records are in qTest and were verified there.',
      validation: { id: whole.run.id, finishedAt: '2026-03-14T09:11:40.000Z' },
      failures: [],
    });
    expect(CertificateView.parse(certificate)).toEqual(certificate);
  });

  it('tells per type what was received, verified and left out, and of the values why', () => {
    const reason = 'qTest takes no files on suites';
    const skips: ReportInput['skips'] = [{ entityType: 'attachment', reason, count: 6, examples: [] }];
    const counts = { ...whole.run.counts };
    if (counts.attachment) counts.attachment = { ...counts.attachment, loaded: 88, verified: 88, skipped: 6 };

    const { certified, types, values } = toCertificate(reported({ skips, run: { ...whole.run, counts } }));

    expect(certified).toBe(true);
    expect(types.find(({ entityType }) => entityType === 'attachment')).toEqual({
      entityType: 'attachment',
      received: 94,
      verified: 88,
      failed: 0,
      leftOut: [{ reason, count: 6 }],
      content: { records: 88, source: '1'.repeat(64), target: '2'.repeat(64) },
    });
    expect(values.find(({ entityType }) => entityType === 'test_case')).toMatchObject({
      received: 61_240,
      carried: 59_725,
      changed: 1204,
      dropped: 311,
      reasons: [
        { outcome: 'changed', code: 'issue_link_as_text', count: 1204 },
        { outcome: 'dropped', code: 'reflect_ref', count: 311 },
      ],
    });
  });

  it('sums values of one reason up, however many fields they are in', () => {
    const row = { outcome: 'dropped', code: 'no_field', count: 5, examples: [] } as const;
    const ledger = [
      {
        ...firstSum,
        received: firstSum.received + 8,
        counts: [
          ...firstSum.counts,
          { ...row, pattern: 'a', params: { label: 'A', place: 'note' } },
          { ...row, pattern: 'b', count: 3, params: { label: 'B', place: 'note' } },
        ],
      },
      ...otherSums,
    ];

    const { values } = toCertificate(reported({ ledger }));

    expect(values[0]?.reasons).toMatchObject([
      { code: 'no_field', count: 8, reason: expect.stringMatching(/^A/) },
    ]);
  });

  it.each(REFUSED)('refuses where %s', (_what, code, input) => {
    const certificate = toCertificate(input);

    expect(certificate.certified).toBe(false);
    expect(new Set(certificate.gaps.map((gap) => gap.code))).toEqual(new Set([code]));
    expect(certificate.gaps.every(({ message, advice }) => message !== '' && advice !== '')).toBe(true);
    expect(CertificateView.parse(certificate)).toEqual(certificate);
  });

  it('knows no other reason than those', () => {
    const seen: ReadonlySet<string> = new Set(REFUSED.map(([, code]) => code));

    expect(CertificateGapCode.options.filter((code) => !seen.has(code))).toEqual([]);
  });

  it('names each kind of failure in words, with its number', () => {
    const { gaps, failures } = toCertificate(aCertificateInput({}, aFailingReportInput()));

    expect(gaps).toContainEqual({
      code: 'records_failed',
      failureCode: 'target_refused',
      message: expect.stringMatching(/^Refused by qTest \(2\): /),
      advice: expect.any(String),
    });
    expect(failures.map(({ code, count }) => `${code} ${count}`)).toEqual([
      'target_refused 2',
      'dependency_failed 1',
    ]);
  });

  it('is not shaken by a dry run of a rollback', () => {
    const dry = aLaterRun({ kind: 'rollback', phases: [], dryRun: true });

    expect(toCertificate(aCertificateInput({ runs: [aCertifiedRun(), dry] })).certified).toBe(true);
  });
});
