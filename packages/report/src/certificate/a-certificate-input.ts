import { ENTITY_TYPES, MigrationOptions, type RunId } from '@z2q/contracts';
import { aReportInput } from '../a-report-input.ts';
import type { ReportInput } from '../report-input.ts';
import { toReport } from '../to-report.ts';
import type { CertificateInput, CertifiedRunInput } from './certificate-input.ts';

const toHash = (digit: string): string => digit.repeat(64);

/** The run that the report describes. */
export function aCertifiedRun(overrides: Partial<CertifiedRunInput> = {}): CertifiedRunInput {
  const { id, kind, phases, state, startedAt, finishedAt } = aReportInput().run;
  return {
    id,
    kind,
    phases: [...phases],
    state,
    createdAt: '2026-03-14T08:00:00.000Z',
    startedAt,
    finishedAt,
    ...overrides,
  };
}

/** A run created after the one that validated. */
export const aLaterRun = (overrides: Partial<CertifiedRunInput> = {}): CertifiedRunInput =>
  aCertifiedRun({
    id: '0198f9f2-6000-7c55-8d2a-2a7e6f1f9c02' as RunId,
    createdAt: '2026-03-15T08:00:00.000Z',
    startedAt: '2026-03-15T08:00:01.000Z',
    finishedAt: '2026-03-15T08:10:00.000Z',
    ...overrides,
  });

/** Certificate input of a large migration, with everything on the target and verified. */
export function aCertificateInput(
  overrides: Partial<CertificateInput> = {},
  report: ReportInput = aReportInput(),
): CertificateInput {
  const { tool, generatedAt, migration, run } = report;
  return {
    tool: { ...tool, commit: '2f4c1f1b7b0e4d0c9a53aa0c8c3b7a1d10b0f9f2' },
    generatedAt,
    migration,
    createdAt: '2026-03-01T10:00:00.000Z',
    mapping: { hash: toHash('a') },
    options: { hash: toHash('b'), values: MigrationOptions.parse({}) },
    runs: [aCertifiedRun({ state: run.state })],
    report: toReport(report),
    contents: new Map(
      ENTITY_TYPES.map((type) => [
        type,
        { records: run.counts[type]?.verified ?? 0, source: toHash('1'), target: toHash('2') },
      ]),
    ),
    mappingOfRecords: toHash('a'),
    isChangedSince: false,
    ...overrides,
  };
}
