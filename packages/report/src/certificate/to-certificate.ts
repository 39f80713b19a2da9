import {
  type CertificateView,
  type CertifiedContent,
  type CertifiedType,
  type CertifiedValues,
  ENTITY_TYPES,
  type ReportView,
} from '@z2q/contracts';
import { plural } from '../format.ts';
import type { CertificateInput } from './certificate-input.ts';
import { findGaps } from './find-gaps.ts';

/** Makes the certificate of a migration, or lists why there is none. */
export function toCertificate(input: CertificateInput): CertificateView {
  const { tool, generatedAt, migration, createdAt, mapping, options, report } = input;
  const gaps = findGaps(input);
  const certified = report !== null && gaps.length === 0;
  const runs = input.runs.map(({ createdAt: _, ...run }) => run);
  return {
    tool,
    generatedAt,
    certified,
    sentence: certified ? report.sentence : toRefusal(gaps.length),
    gaps: [...gaps],
    migration,
    createdAt,
    mapping,
    options,
    validation: runs.find(({ id }) => id === report?.run.id) ?? null,
    runs,
    types: report === null ? [] : toTypes(report, input.contents),
    values: report === null ? [] : report.ledger.sums.map((sum) => toValues(sum, report.ledger.fields)),
    failures: report?.failures.groups ?? [],
    checks: report?.checks ?? [],
  };
}

const toRefusal = (gaps: number): string =>
  `This migration is not certified: ${plural(gaps, 'thing stands', 'things stand')} in the way.`;

const NOTHING: CertifiedContent = { records: 0, source: null, target: null };

const toTypes = ({ counts, skipped }: ReportView, contents: CertificateInput['contents']): CertifiedType[] =>
  ENTITY_TYPES.flatMap((entityType): readonly CertifiedType[] => {
    const own = counts[entityType];
    if (!own) return [];
    const leftOut = skipped.reasons
      .filter((skip) => skip.entityType === entityType)
      .map(({ reason, count }) => ({ reason, count }));
    const content = contents.get(entityType) ?? NOTHING;
    return [
      {
        entityType,
        received: own.source,
        verified: own.verified,
        failed: own.failed,
        leftOut,
        content,
      },
    ];
  });

type Ledger = ReportView['ledger'];
type Reason = CertifiedValues['reasons'][number];

function toValues(
  { entityType, received, carried, changed, dropped, technical }: Ledger['sums'][number],
  fields: Ledger['fields'],
): CertifiedValues {
  const rows = fields
    .filter((field) => field.entityType === entityType)
    .flatMap((field): readonly Reason[] => [
      ...field.changed.map((reason) => ({ ...reason, outcome: 'changed' as const })),
      ...field.dropped.map((reason) => ({ ...reason, outcome: 'dropped' as const })),
      ...(field.notAsked ?? []).map((reason) => ({ ...reason, outcome: 'not_asked' as const })),
    ])
    .sort(byCount);
  const reasons = [...Map.groupBy(rows, ({ outcome, code }) => `${outcome}/${code}`).values()].flatMap(
    toReason,
  );
  return { entityType, received, carried, changed, dropped, technical, reasons: reasons.sort(byCount) };
}

const byCount = (a: { readonly count: number }, b: { readonly count: number }): number => b.count - a.count;

/** Combines rows with one code. The sentence is that of the row with most values. */
const toReason = (rows: readonly Reason[]): readonly Reason[] =>
  rows.slice(0, 1).map(({ outcome, code, reason }) => ({
    outcome,
    code,
    count: rows.reduce((sum, row) => sum + row.count, 0),
    reason,
  }));
