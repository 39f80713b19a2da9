import type { ReportPlan, ReportView } from '@z2q/contracts';
import type { Output } from '../cli-context.ts';
import { fold } from '../fold.ts';
import { paint } from '../paint.ts';
import { toForecastLines } from './forecast-lines.ts';
import { formatCount, formatSeconds, plural } from './format.ts';

/** A summary of the report: the verdict of a run, failures with reasons, and what to do. */
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
    ...(report.plan ? toPlanLines(report.plan, report.ledger) : []),
  ];
  stream.write(`${fold(lines, stream).join('\n')}\n`);
}

/** What loading will create, and which values will be lost. */
function toPlanLines(
  { objects, fields, choices, mayMakeFields, forecast }: ReportPlan,
  { sums }: ReportView['ledger'],
): readonly string[] {
  const made = objects
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => plural(count, kind.replace('_', ' ')));
  const sum = (outcome: 'changed' | 'dropped'): string =>
    formatCount(sums.reduce((total, row) => total + row[outcome], 0));
  return [
    `  Loading will make ${made.length === 0 ? 'nothing new' : made.join(', ')}.`,
    ...fields.map(
      ({ object, label, type }) => `  New field of ${object.replace('-', ' ')}: ${label} (${type})`,
    ),
    ...choices.map(({ object, label, names, count }) => {
      const more = count > names.length ? ` and ${formatCount(count - names.length)} more` : '';
      return `  New choices of ${label} (${object.replace('-', ' ')}): ${names.join(', ')}${more}`;
    }),
    ...(mayMakeFields === 'yes' ? [] : [`  ${RIGHTS[mayMakeFields]}`]),
    `  Of the values, ${sum('changed')} will be changed and ${sum('dropped')} dropped: the report and the ledger say which.`,
    ...(forecast ? toForecastLines(forecast) : []),
  ];
}

const RIGHTS: Readonly<Record<Exclude<ReportPlan['mayMakeFields'], 'yes'>, string>> = {
  no: 'The token may make no fields and no choices in qTest.',
  not_known_until_loading: 'Whether fields and choices may be made is not known until loading.',
};

function toTotals({ totals, run }: ReportView): string {
  const facts = [
    plural(totals.records, 'record'),
    totals.verified > 0 ? `${formatCount(totals.verified)} verified` : '',
    run.durationSeconds === null ? '' : `in ${formatSeconds(run.durationSeconds)}`,
    totals.entitiesPerMinute === null ? '' : `${formatCount(Math.round(totals.entitiesPerMinute))}/min`,
  ];
  return facts.filter(Boolean).join(' · ');
}
