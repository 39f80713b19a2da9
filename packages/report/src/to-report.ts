import { REPORTED_ITEMS, type ReportFailureGroup, type ReportView } from '@z2q/contracts';
import { ADVICE } from './advice.ts';
import { judgeChecks } from './judge-checks.ts';
import type { ReportInput } from './report-input.ts';
import { toLedger } from './to-ledger.ts';
import { toPhaseChecks } from './to-phase-checks.ts';
import { secondsBetween, toDuration, toPhases, toTotals } from './to-totals.ts';
import { toVerdict } from './to-verdict.ts';

const sumCounts = (rows: readonly { readonly count: number }[]): number =>
  rows.reduce((sum, row) => sum + row.count, 0);

const isFailed = ({ answer }: ReportView['requests'][number]): boolean =>
  answer === 'throttled' || answer === '5xx' || answer === 'no_answer';

const byCount = (a: { readonly count: number }, b: { readonly count: number }): number => b.count - a.count;

/** Failures by cause, the most frequent first. */
export const toFailureGroups = (failures: ReportInput['failures']): ReportFailureGroup[] =>
  failures
    .filter((row) => row.count > 0)
    .map(({ code, count }) => ({ code, count, ...ADVICE[code] }))
    .sort(byCount);

const sumLoaded = ({ run }: ReportInput): number =>
  Object.values(run.counts).reduce((sum, { loaded }) => sum + loaded, 0);

const toPhaseTimes = ({ phaseTimes, run, generatedAt }: ReportInput): ReportView['phases'] =>
  phaseTimes.map((row) => ({
    ...row,
    durationSeconds: secondsBetween(row.startedAt, row.finishedAt ?? run.finishedAt ?? generatedAt),
  }));

function toRun(input: ReportInput): ReportView['run'] {
  const { id, kind, state, startedAt, finishedAt, dryRun, recommendedAction = null } = input.run;
  const { mappingHash = null } = input.run;
  return {
    id,
    kind,
    ...(dryRun ? { dryRun } : {}),
    state,
    startedAt,
    finishedAt,
    mappingHash,
    recommendedAction,
    phases: toPhases(input.run),
    durationSeconds: toDuration(input),
    pausedSeconds: input.pausedSeconds,
  };
}

/** Makes a run's report from the data of the store. */
export function toReport(input: ReportInput): ReportView {
  const totals = toTotals(input);
  const checks = judgeChecks(input.checks, input.run.counts);
  const run = toRun(input);
  const failed = sumCounts(input.failures);
  const foreign = sumCounts(input.failures.filter(({ code }) => code === 'foreign_on_target'));
  return {
    tool: input.tool,
    generatedAt: input.generatedAt,
    ...toVerdict({
      ...run,
      stopping: input.run.stopping?.words ?? null,
      totals,
      loaded: sumLoaded(input),
      failures: failed - foreign,
      foreign,
      checks,
      rolledBackAt: input.rolledBackAt,
    }),
    migration: input.migration,
    run,
    phases: toPhaseTimes(input),
    counts: input.run.counts,
    totals,
    requests: [...input.requests],
    resources: input.resources,
    recovery: { ...input.recovery, failedAnswers: sumCounts(input.requests.filter(isFailed)) },
    failures: {
      total: failed,
      groups: toFailureGroups(input.failures),
      items: input.failureItems.slice(0, REPORTED_ITEMS),
    },
    skipped: { total: sumCounts(input.skips), reasons: [...input.skips].sort(byCount) },
    ledger: toLedger(input.ledger),
    checks,
    phaseChecks: toPhaseChecks(input),
    plan: input.plan,
  };
}
