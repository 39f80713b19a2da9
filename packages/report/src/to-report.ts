import {
  CheckName,
  REPORTED_ITEMS,
  type ReportCheck,
  type ReportFailureGroup,
  type ReportView,
} from '@z2q/contracts';
import { ADVICE } from './advice.ts';
import type { ReportInput } from './report-input.ts';
import { toLedger } from './to-ledger.ts';
import { secondsBetween, toDuration, toPhases, toTotals } from './to-totals.ts';
import { toVerdict } from './to-verdict.ts';

const sumCounts = (rows: readonly { readonly count: number }[]): number =>
  rows.reduce((sum, row) => sum + row.count, 0);

const byCount = (a: { readonly count: number }, b: { readonly count: number }): number => b.count - a.count;

const toFailureGroups = (failures: ReportInput['failures']): ReportFailureGroup[] =>
  failures
    .filter((row) => row.count > 0)
    .map(({ code, count }) => ({ code, count, ...ADVICE[code] }))
    .sort(byCount);

function toChecks(rows: ReportInput['checks']): ReportCheck[] {
  return CheckName.options.map((name) => {
    const row = rows.find((candidate) => candidate.name === name);
    if (!row) return { name, status: 'not_run', checked: 0, wrong: 0 };
    return { ...row, status: row.wrong === 0 ? 'passed' : 'failed' };
  });
}

const toPhaseTimes = ({ phaseTimes, run, generatedAt }: ReportInput): ReportView['phases'] =>
  phaseTimes.map((row) => ({
    ...row,
    durationSeconds: secondsBetween(row.startedAt, row.finishedAt ?? run.finishedAt ?? generatedAt),
  }));

function toRun(input: ReportInput): ReportView['run'] {
  const { id, kind, state, startedAt, finishedAt, dryRun, recommendedAction = null } = input.run;
  return {
    id,
    kind,
    ...(dryRun ? { dryRun } : {}),
    state,
    startedAt,
    finishedAt,
    recommendedAction,
    phases: toPhases(input.run),
    durationSeconds: toDuration(input),
    pausedSeconds: input.pausedSeconds,
  };
}

/** Makes a run's report of what the store knows about it. */
export function toReport(input: ReportInput): ReportView {
  const totals = toTotals(input);
  const checks = toChecks(input.checks);
  const run = toRun(input);
  const failed = sumCounts(input.failures);
  return {
    tool: input.tool,
    generatedAt: input.generatedAt,
    ...toVerdict({ ...run, totals, failures: failed, checks }),
    migration: input.migration,
    run,
    phases: toPhaseTimes(input),
    counts: input.run.counts,
    totals,
    requests: [...input.requests],
    failures: {
      total: failed,
      groups: toFailureGroups(input.failures),
      items: input.failureItems.slice(0, REPORTED_ITEMS),
    },
    skipped: { total: sumCounts(input.skips), reasons: [...input.skips].sort(byCount) },
    ledger: toLedger(input.ledger),
    checks,
  };
}
