import { isFinal, type ReportCheck, type ReportView, type RunState, type Verdict } from '@z2q/contracts';
import { formatCount, formatInstant, plural } from './format.ts';

type Facts = Pick<ReportView['run'], 'kind' | 'state' | 'phases' | 'dryRun'> &
  Pick<ReportView, 'totals'> & {
    /** That it is being stopped, and why, in words; null: it is not. */
    readonly stopping: string | null;
    /** Records that are in qTest, verified or not. */
    readonly loaded: number;
    /** Failures of the run. Foreign objects do not count, as in the run's state. */
    readonly failures: number;
    /** Foreign objects inside objects of the migration. */
    readonly foreign: number;
    readonly checks: readonly ReportCheck[];
    readonly rolledBackAt: string | null;
  };
export type Judgement = { readonly verdict: Verdict; readonly sentence: string };

const STANDS: Readonly<Record<RunState, string>> = {
  queued: 'has not begun yet',
  running: 'is still going on',
  paused: 'is paused',
  cancelling: 'is being stopped',
  completed: 'is done',
  completed_with_failures: 'is done',
  failed: 'stopped before it was done',
  cancelled: 'was cancelled before it was done',
};

const PASSED_BY = {
  extract: 'were read from Zephyr Scale',
  transform: 'were read and translated',
  load: 'were written to qTest',
  validate: 'are in qTest and were verified there',
  rollback: 'were taken out of qTest again',
} as const;

function describeReached({ phases, totals, dryRun }: Facts): string {
  const share = `${formatCount(totals.reached)} of ${plural(totals.records, 'record')}`;
  return `${share} ${dryRun ? 'would be taken away from qTest' : PASSED_BY[phases.at(-1) ?? 'validate']}`;
}

/** How far a stopped run has come. If it was to load and validate, both are told. */
function describeSoFar(facts: Facts): string {
  const { phases, totals, loaded } = facts;
  if (!phases.includes('load') || phases.at(-1) !== 'validate') return describeReached(facts);
  const share = `${formatCount(loaded)} of ${plural(totals.records, 'record')}`;
  return `${share} ${PASSED_BY.load}, and ${formatCount(totals.verified)} of them were verified there`;
}

function describeShort({ totals, failures }: Facts): string {
  const others = Math.max(0, failures - totals.failed);
  const parts = [
    totals.failed > 0 ? `${formatCount(totals.failed)} failed` : '',
    totals.skipped > 0
      ? `${formatCount(totals.skipped)} ${totals.skipped === 1 ? 'was' : 'were'} skipped`
      : '',
    others > 0
      ? `${formatCount(others)} more ${others === 1 ? 'failure counts' : 'failures count'} as no record`
      : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : `; ${parts.join(' and ')}`;
}

const isStopped = (state: RunState): boolean =>
  !isFinal(state) || state === 'failed' || state === 'cancelled';

const isShort = ({ state, totals, failures, checks }: Facts): boolean =>
  state === 'completed_with_failures' ||
  failures > 0 ||
  totals.failed > 0 ||
  totals.reached + totals.skipped < totals.records ||
  ofRecords(checks).some(({ status }) => status === 'failed' || status === 'incomplete');

const ofRecords = (checks: Facts['checks']): Facts['checks'] =>
  checks.filter(({ name }) => name !== 'foreign');

/** A dry run has deleted nothing, so its verdict is not `rolled_back`. */
function judgeDryRun(facts: Facts): Judgement {
  const short = isShort(facts);
  return {
    verdict: short ? 'finished_with_failures' : 'not_verified',
    sentence: `A dry run, which deleted nothing: ${describeReached(facts)}${describeStaying(facts)}.`,
  };
}

const describeStaying = ({ totals, failures }: Facts): string => {
  const staying = Math.max(totals.failed, failures);
  return staying > 0 ? `; ${formatCount(staying)} would stay` : '';
};

function judgeRollback(facts: Facts): Judgement {
  if (facts.dryRun) return judgeDryRun(facts);
  if (isShort(facts)) {
    return {
      verdict: 'finished_with_failures',
      sentence: `${describeReached(facts)}${describeShort(facts)}.`,
    };
  }
  if (facts.totals.records === 0)
    return {
      verdict: 'not_verified',
      sentence: 'No record of this migration was in qTest, so none was taken away.',
    };
  return {
    verdict: 'rolled_back',
    sentence:
      'Everything this migration created is gone from qTest again; what belongs to others was left alone.',
  };
}

function judgeFinished(facts: Facts): Judgement {
  if (isShort(facts)) {
    const wrong = describeWrong(ofRecords(facts.checks));
    return {
      verdict: 'finished_with_failures',
      sentence: `${describeReached(facts)}${describeShort(facts)}.${wrong}${describeForeign(facts)}`,
    };
  }
  if (!facts.phases.includes('validate')) {
    const open = facts.phases.includes('load')
      ? 'This run did not verify them.'
      : 'Nothing was written to qTest.';
    return { verdict: 'not_verified', sentence: `${describeReached(facts)}. ${open}` };
  }
  if (facts.checks.some((check) => check.status === 'not_run')) {
    return { verdict: 'not_verified', sentence: `${describeReached(facts)}, but not every check was made.` };
  }
  if (facts.totals.verified === 0)
    return { verdict: 'not_verified', sentence: describeNothing(facts.totals) };
  return { verdict: 'verified', sentence: `${describeVerified(facts.totals)}${describeForeign(facts)}` };
}

const describeForeign = ({ foreign }: Facts): string =>
  foreign === 0
    ? ''
    : ` ${plural(foreign, 'object')} of somebody else ${foreign === 1 ? 'is' : 'are'} inside what it made, and ${foreign === 1 ? 'counts' : 'count'} as no record: see below.`;

/** A run without anything to verify has proven nothing. */
const describeNothing = ({ records }: Facts['totals']): string =>
  records === 0
    ? 'The source project has no records, so nothing was written and nothing was verified.'
    : `All ${plural(records, 'record')} were left out by rule, each with its reason below: nothing was verified.`;

/** Says whether a check found something wrong, or else that a check could not look at everything. */
function describeWrong(checks: Facts['checks']): string {
  if (checks.some(({ status }) => status === 'failed')) return ' Not every check passed.';
  return checks.some(({ status }) => status === 'incomplete')
    ? ' What was checked is right, but not all could be checked.'
    : '';
}

function describeVerified({ records, reached, skipped }: Facts['totals']): string {
  if (skipped > 0) {
    const left = `${formatCount(skipped)} ${skipped === 1 ? 'was' : 'were'} left out by rule`;
    return `${formatCount(reached)} of ${plural(records, 'record')} ${PASSED_BY.validate}; ${left}, each with its reason below.`;
  }
  return `${records === 1 ? 'The one record' : `All ${plural(records, 'record')}`} ${PASSED_BY.validate}.`;
}

/** Judges a run. Evidence counts more than the run's state: a run with anything missing or unchecked is not `verified`. */
export function toVerdict(facts: Facts): Judgement {
  const { verdict, sentence } = judge(facts);
  if (facts.rolledBackAt === null) return { verdict, sentence };
  const since = `The migration has been rolled back since, on ${formatInstant(facts.rolledBackAt)}: what is said here of qTest was so before.`;
  return { verdict, sentence: `${sentence} ${since}` };
}

function judge(facts: Facts): Judgement {
  if (isStopped(facts.state)) {
    const what = facts.kind === 'rollback' ? 'The rollback' : 'The run';
    const stands = facts.stopping === null ? STANDS[facts.state] : `is ${facts.stopping}`;
    const sentence = `${what} ${stands}: so far ${describeSoFar(facts)}${describeShort(facts)}.`;
    return { verdict: 'not_verified', sentence };
  }
  return facts.kind === 'rollback' ? judgeRollback(facts) : judgeFinished(facts);
}
