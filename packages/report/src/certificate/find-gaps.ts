import {
  type CertificateGap,
  type CertificateGapCode,
  isFinal,
  type ReportCheck,
  type ReportView,
} from '@z2q/contracts';
import { formatCount, plural } from '../format.ts';
import { CHECK_LABELS, PHASE_LABELS, STATE_LABELS, TYPE_LABELS } from '../html/labels.ts';
import type { CertificateInput, CertifiedRunInput } from './certificate-input.ts';

const gap = (code: CertificateGapCode, message: string, advice: string): CertificateGap => ({
  code,
  message,
  advice,
});

const VALIDATE = 'Validate: z2q validate.';
const RUN_AGAIN = 'Run the migration again with all its phases: z2q migrate.';
const RETRY = 'Read the report, remove the cause, then: z2q retry.';

/**
 * Lists what stands in the way of a certificate; empty if the migration is complete as far as is known. Of
 * the reasons that lie in its runs, only the first is listed.
 */
export function findGaps(input: CertificateInput): readonly CertificateGap[] {
  const { report, runs } = input;
  const evidence = runs.find(({ id }) => id === report?.run.id);
  const gaps = [...findGapsOfRuns(runs, evidence), ...findGapsOfSettings(input)];
  if (report === null || evidence === undefined) return gaps;
  const found = [...gaps, ...findGapsOfReport(report), ...findGapsOfContents(input)];
  // If the report does not say "verified" for another reason, its sentence is the gap.
  if (found.length > 0 || report.verdict === 'verified') return found;
  return [gap('not_verified', report.sentence, RUN_AGAIN)];
}

function findGapsOfRuns(
  all: readonly CertifiedRunInput[],
  evidence: CertifiedRunInput | undefined,
): readonly CertificateGap[] {
  const runs = all.filter(({ dryRun }) => dryRun !== true);
  const underWay = runs.find(({ state }) => !isFinal(state));
  const rest = evidence === undefined ? [] : runs.filter((run) => isAfter(run, evidence));
  if (underWay)
    return [
      gap(
        'run_under_way',
        `A run is not over: it is ${STATE_LABELS[underWay.state].toLowerCase()}.`,
        'Wait until it is over: z2q status.',
      ),
    ];
  const undone = rest.find(({ kind }) => kind === 'rollback');
  if (undone)
    return [gap('rolled_back', 'It was rolled back after it had been validated, or in part.', RUN_AGAIN)];
  if (evidence === undefined)
    return [
      gap('never_validated', 'Nothing of it was validated: no run has compared qTest with it.', VALIDATE),
    ];
  const [since] = rest;
  if (since)
    return [
      gap(
        'not_validated_since',
        `A run came after the last validation and did not validate (${since.phases.map((phase) => PHASE_LABELS[phase]).join(', ')}).`,
        VALIDATE,
      ),
    ];
  if (evidence.state === 'failed' || evidence.state === 'cancelled')
    return [
      gap(
        'not_completed',
        `The run that validated did not come to its end: ${STATE_LABELS[evidence.state].toLowerCase()}.`,
        RUN_AGAIN,
      ),
    ];
  return [];
}

/** Whether a run came after another one: it was created later, or a retry reopened it and it ended later. */
const isAfter = (run: CertifiedRunInput, other: CertifiedRunInput): boolean =>
  run.id !== other.id &&
  (run.createdAt > other.createdAt ||
    (run.finishedAt !== null && other.finishedAt !== null && run.finishedAt > other.finishedAt));

function findGapsOfSettings(input: CertificateInput): readonly CertificateGap[] {
  const { mapping, mappingOfRecords, isChangedSince, report } = input;
  if (report === null || (!isChangedSince && mapping.hash === mappingOfRecords)) return [];
  return [
    gap(
      'settings_changed',
      'The mapping or an option is not known to be the one that the records were made with: it was changed since.',
      RUN_AGAIN,
    ),
  ];
}

function findGapsOfReport(report: ReportView): readonly CertificateGap[] {
  const { failures, totals, run, checks, ledger } = report;
  const failed = failures.groups.map(({ code, count, title, explanation, advice }) => ({
    ...gap('records_failed', `${title} (${formatCount(count)}): ${explanation}`, advice),
    failureCode: code,
  }));
  const short = totals.records - totals.skipped - totals.verified - totals.failed;
  const open = ledger.sums.filter(({ closes, open: { records } }) => closes === false || records > 0);
  return [
    ...(totals.records === 0 ? [gap('nothing_there', 'The source project has no records.', RUN_AGAIN)] : []),
    ...failed,
    ...(short > 0
      ? [gap('records_unverified', `${plural(short, 'record')} not read back from qTest.`, VALIDATE)]
      : []),
    ...checks.filter(isShort).map(toCheckGap),
    ...(open.length > 0
      ? [
          gap(
            'values_open',
            `What became of each value is not known yet for: ${open.map(({ entityType }) => TYPE_LABELS[entityType].toLowerCase()).join(', ')}.`,
            RETRY,
          ),
        ]
      : []),
    ...(run.recommendedAction && run.state === 'completed'
      ? [gap('to_do_first', 'Something is to be done first.', run.recommendedAction)]
      : []),
  ];
}

const isShort = ({ status }: ReportCheck): boolean => status !== 'passed' && status !== 'nothing_to_check';

function toCheckGap({ name, status, checked, of, wrong }: ReportCheck): CertificateGap {
  const { title, what } = CHECK_LABELS[name];
  const parts = {
    failed: `${formatCount(wrong)} wrong`,
    incomplete: `only ${formatCount(checked)} of ${formatCount(of ?? checked)} looked at`,
    not_run: 'not made',
    passed: '',
    nothing_to_check: '',
  };
  return gap('check_not_passed', `Check "${title}": ${parts[status]}. It is passed if: ${what}`, VALIDATE);
}

function findGapsOfContents({ contents }: CertificateInput): readonly CertificateGap[] {
  const unknown = [...contents].filter(
    ([, { records, source, target }]) => records > 0 && (source === null || target === null),
  );
  if (unknown.length === 0) return [];
  const types = unknown.map(([type]) => TYPE_LABELS[type].toLowerCase()).join(', ');
  return [
    gap(
      'not_hashed',
      `Of some ${types} there is no hash of what was read back: an earlier release validated them.`,
      VALIDATE,
    ),
  ];
}
