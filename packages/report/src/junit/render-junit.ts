import { type FailureItem, MappedType, type ReportCheck, type ReportView } from '@z2q/contracts';
import { ADVICE } from '../advice.ts';
import { formatCount, plural } from '../format.ts';
import { CHECK_LABELS, TYPE_LABELS, toHeadline } from '../html/labels.ts';
import { isAbout, judgeChecks } from '../judge-checks.ts';
import type { ReportInput } from '../report-input.ts';
import { toAttributes, toXmlText } from './xml.ts';

export type JunitInput = {
  readonly report: ReportView;
  /** Results of the validator's checks, by type. */
  readonly checks: readonly (ReportInput['checks'][number] & { readonly entityType: MappedType })[];
  /** Number of stored failures, by type. */
  readonly failures: readonly { readonly entityType: MappedType; readonly count: number }[];
  /** All failures of a type, read as fast as they are consumed. */
  readonly listFailures: (type: MappedType) => AsyncIterable<FailureItem> | Iterable<FailureItem>;
};

/**
 * The result of a run as JUnit XML: a suite for the run with its verdict, and one for each type with a case for each
 * check and each failed record. A check that was not made is an error, so that no build passes on it.
 */
export async function* renderJunit(input: JunitInput): AsyncGenerator<string> {
  const { run, migration, generatedAt } = input.report;
  const verdict = toVerdictCase(input.report);
  const suites = toSuites(input);
  const all = [toTally([verdict]), ...suites.map(({ tally }) => tally)];
  const rest = { timestamp: run.startedAt ?? generatedAt, time: run.durationSeconds ?? 0 };
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<testsuites${toAttributes({ name: migration.name, ...sumUp(all), ...rest })}>\n`;
  yield `${openSuite('Run', toTally([verdict]), rest.timestamp)}${renderCase('run', verdict)}</testsuite>\n`;
  for (const { type, cases, tally, totals } of suites) {
    yield `${openSuite(TYPE_LABELS[type], tally, rest.timestamp)}${renderProperties(totals)}`;
    for (const one of cases) yield renderCase(`${type}.checks`, one);
    for await (const failure of input.listFailures(type))
      yield renderCase(`${type}.${failure.phase}`, toFailedCase(failure));
    yield '</testsuite>\n';
  }
  yield '</testsuites>\n';
}

type Tally = Readonly<Record<'tests' | 'failures' | 'errors' | 'skipped', number>>;
type Case = {
  readonly name: string;
  readonly outcome: 'passed' | 'failure' | 'error' | 'skipped';
  /** Kind of the result in a few words, such as the code of a failed record. */
  readonly type: string;
  readonly message: string;
  readonly detail?: string;
};

const toTally = (cases: readonly Case[], failed = 0): Tally => {
  const count = (outcome: Case['outcome']) => cases.filter((one) => one.outcome === outcome).length;
  return {
    tests: cases.length + failed,
    failures: count('failure') + failed,
    errors: count('error'),
    skipped: count('skipped'),
  };
};

const sumUp = (tallies: readonly Tally[]): Tally => {
  const sum = (of: keyof Tally) => tallies.reduce((total, tally) => total + tally[of], 0);
  return { tests: sum('tests'), failures: sum('failures'), errors: sum('errors'), skipped: sum('skipped') };
};

type Suite = {
  readonly type: MappedType;
  readonly cases: readonly Case[];
  readonly tally: Tally;
  /** Number of records in each state, as in the report. */
  readonly totals: Readonly<Record<string, number>>;
};

function toSuites({ report, checks, failures }: JunitInput): readonly Suite[] {
  return MappedType.options.flatMap((type): readonly Suite[] => {
    const failed = failures.reduce((sum, row) => sum + (row.entityType === type ? row.count : 0), 0);
    const counts = toCounts(report, type);
    if (!counts && failed === 0) return [];
    const own = checks.filter(({ entityType }) => entityType === type);
    const cases = counts && report.run.kind === 'migrate' ? toCheckCases(type, own, counts) : [];
    const { source = 0, verified = 0, skipped = 0 } = counts ?? {};
    const totals = { records: source, verified, failed: counts?.failed ?? 0, skipped };
    return [{ type, cases, tally: toTally(cases, failed), totals }];
  });
}

type Counts = NonNullable<ReportView['counts']['folder']>;

const toCounts = ({ counts }: ReportView, type: MappedType): Counts | undefined =>
  type === 'test_run' || type === 'container' ? undefined : counts[type];

const toCheckCases = (type: MappedType, own: ReportInput['checks'], counts: Counts): readonly Case[] =>
  judgeChecks(own, { [type]: counts })
    .filter(({ name }) => isAbout(name, type))
    .map((check) => toCheckCase(check, counts.source > counts.skipped));

function toCheckCase(check: ReportCheck, isAnyThere: boolean): Case {
  const { title, what } = CHECK_LABELS[check.name];
  const checked = `${formatCount(check.checked)}${check.of === null ? '' : ` of ${formatCount(check.of)}`}`;
  const named = { name: title, type: check.name, detail: what };
  switch (check.status) {
    case 'passed':
      return { ...named, outcome: 'passed', message: '' };
    case 'failed':
      return {
        ...named,
        outcome: 'failure',
        message: `${formatCount(check.wrong)} wrong, ${checked} checked`,
      };
    case 'incomplete':
      return { ...named, outcome: 'failure', message: `Only ${checked} were looked at` };
    case 'nothing_to_check':
      return { ...named, outcome: 'skipped', message: 'Nothing to check' };
    case 'not_run':
      return isAnyThere
        ? { ...named, outcome: 'error', message: 'This check was not made' }
        : { ...named, outcome: 'skipped', message: 'Nothing to check' };
  }
}

function toVerdictCase(report: ReportView): Case {
  const isGood = report.verdict === 'verified' || report.verdict === 'rolled_back';
  const message = `${toHeadline(report)}: ${report.sentence}`;
  return { name: 'Verdict', outcome: isGood ? 'passed' : 'failure', type: report.verdict, message };
}

const toFailedCase = ({ sourceKey, sourceId, code, message, attempts }: FailureItem): Case => ({
  name: sourceKey ?? sourceId,
  outcome: 'failure',
  type: code,
  message,
  detail: `${ADVICE[code].title} (id ${sourceId}, ${plural(attempts, 'attempt')}).\n${message}\n${ADVICE[code].advice}`,
});

const openSuite = (name: string, tally: Tally, timestamp: string): string =>
  `<testsuite${toAttributes({ name, ...tally, timestamp, time: 0 })}>\n`;

const renderProperties = (totals: Suite['totals']): string =>
  `<properties>${Object.entries(totals)
    .map(([name, value]) => `<property${toAttributes({ name, value })}/>`)
    .join('')}</properties>\n`;

function renderCase(group: string, { name, outcome, type, message, detail = '' }: Case): string {
  const open = `<testcase${toAttributes({ classname: `z2q.${group}`, name, time: 0 })}`;
  if (outcome === 'passed') return `${open}/>\n`;
  if (outcome === 'skipped') return `${open}><skipped${toAttributes({ message })}/></testcase>\n`;
  return `${open}><${outcome}${toAttributes({ type, message })}>${toXmlText(detail)}</${outcome}></testcase>\n`;
}
