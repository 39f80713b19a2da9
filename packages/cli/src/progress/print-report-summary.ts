import type { ReportView } from '@z2q/contracts';
import type { Output } from '../cli-context.ts';
import { paint } from '../paint.ts';
import { formatCount, formatSeconds, plural } from './format.ts';

/** The verdict of a run, what failed and why, and what to do: a few lines of the report. */
export function printReportSummary(report: ReportView, stream: Output): void {
  const isGood = report.verdict === 'verified' || report.verdict === 'rolled_back';
  const sign = isGood ? paint(stream, 'green', '✓') : paint(stream, 'yellow', '!');
  const lines = [
    `${sign} ${paint(stream, 'bold', report.sentence)}`,
    `  ${toTotals(report)}`,
    ...report.failures.groups.map(
      ({ count, title, advice }) => `  ${paint(stream, 'red', formatCount(count))} ${title}: ${advice}`,
    ),
    ...report.skipped.reasons.map(
      ({ count, reason, entityType }) =>
        `  ${paint(stream, 'yellow', plural(count, entityType.replace('_', ' ')))} skipped: ${reason}`,
    ),
  ];
  stream.write(`${lines.join('\n')}\n`);
}

function toTotals({ totals, run }: ReportView): string {
  const facts = [
    plural(totals.records, 'record'),
    totals.verified > 0 ? `${formatCount(totals.verified)} verified` : '',
    run.durationSeconds === null ? '' : `in ${formatSeconds(run.durationSeconds)}`,
    totals.entitiesPerMinute === null ? '' : `${formatCount(Math.round(totals.entitiesPerMinute))}/min`,
  ];
  return facts.filter(Boolean).join(' · ');
}
