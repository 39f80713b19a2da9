import { type EntityType, type FailureItem, MigrationId, RunId } from '@z2q/contracts';
import type { LedgerInput, LedgerRow, ReportInput } from './report-input.ts';

const SIZES: Readonly<Record<EntityType, number>> = {
  folder: 412,
  test_case: 5068,
  test_cycle: 30,
  test_plan: 4,
  test_execution: 20_000,
  attachment: 94,
};

const FIELDS_WITH_VALUE: Readonly<Record<EntityType, number>> = {
  folder: 824,
  test_case: 61_240,
  test_cycle: 164,
  test_plan: 18,
  test_execution: 132_611,
  attachment: 282,
};

type Row = LedgerRow & { readonly entityType: EntityType };

const ROWS: readonly Row[] = [
  {
    entityType: 'test_case',
    pattern: 'links.issues[].issueId',
    outcome: 'changed',
    code: 'issue_link_as_text',
    params: null,
    count: 1204,
    examples: ['MM-T88', 'MM-T142', 'MM-T677'],
  },
  {
    entityType: 'test_case',
    pattern: 'teststeps.values[].inline.reflectRef',
    outcome: 'dropped',
    code: 'reflect_ref',
    params: null,
    count: 311,
    examples: ['MM-T43', 'MM-T342'],
  },
  {
    entityType: 'test_execution',
    pattern: 'executedById',
    outcome: 'changed',
    code: 'person_as_text',
    params: null,
    count: 18_774,
    examples: ['MM-E1', 'MM-E2', 'MM-E3'],
  },
  {
    entityType: 'attachment',
    pattern: 'name',
    outcome: 'dropped',
    code: 'no_files_on_suites',
    params: null,
    count: 7,
    examples: ['login-dialog.png'],
  },
];

const lost = (type: EntityType): number =>
  ROWS.filter((row) => row.entityType === type).reduce((sum, row) => sum + row.count, 0);

const toLedgerInput = (entityType: EntityType): LedgerInput => {
  const received = FIELDS_WITH_VALUE[entityType];
  const count = received - lost(entityType);
  const carried = {
    pattern: 'name',
    outcome: 'carried',
    code: null,
    params: null,
    count,
    examples: [],
  } as const;
  return {
    entityType,
    received,
    readBack: count,
    open: { records: 0, values: 0 },
    counts: [carried, ...ROWS.filter((row) => row.entityType === entityType)],
  };
};

const toCounts = (size: number) => ({
  source: size,
  extracted: size,
  transformed: size,
  loaded: size,
  verified: size,
  failed: 0,
  skipped: 0,
});

const TYPES = Object.entries(SIZES) as [EntityType, number][];
const RECORDS = TYPES.reduce((sum, [, size]) => sum + size, 0);

const REQUESTS: ReportInput['requests'] = [
  { side: 'source', answer: '2xx', count: 25_204 },
  { side: 'source', answer: 'throttled', count: 12 },
  { side: 'target', answer: '2xx', count: 39_871 },
  { side: 'target', answer: 'throttled', count: 140 },
  { side: 'target', answer: '5xx', count: 3 },
  { side: 'target', answer: 'no_answer', count: 1 },
];

const PHASE_TIMES: ReportInput['phaseTimes'] = [
  { phase: 'extract', startedAt: '2026-03-14T08:00:01.000Z', finishedAt: '2026-03-14T08:42:30.000Z' },
  { phase: 'transform', startedAt: '2026-03-14T08:00:03.000Z', finishedAt: '2026-03-14T08:42:31.000Z' },
  { phase: 'load', startedAt: '2026-03-14T08:00:09.000Z', finishedAt: '2026-03-14T09:07:12.000Z' },
  { phase: 'validate', startedAt: '2026-03-14T08:01:44.000Z', finishedAt: '2026-03-14T09:11:40.000Z' },
];

/** Report input of a large migration with everything on the target and verified. */
export function aReportInput(overrides: Partial<ReportInput> = {}): ReportInput {
  return {
    tool: { name: 'z2q', version: '0.1.0', commit: null },
    generatedAt: '2026-03-14T09:12:07.000Z',
    migration: {
      id: MigrationId.parse('6f1c1a52-4c1b-4f0e-9a53-0c8c3b7a1d10'),
      name: 'Mobile messenger to qTest',
      source: { projectKey: 'MM', host: 'api.zephyrscale.smartbear.com' },
      target: { projectId: 128_447, projectName: 'Mobile messenger', host: 'acme.qtestnet.com' },
    },
    run: {
      id: RunId.parse('b0f9f2f6-0f52-4c55-8d2a-2a7e6f1f9c01'),
      kind: 'migrate',
      phases: ['extract', 'transform', 'load', 'validate'],
      state: 'completed',
      counts: Object.fromEntries(TYPES.map(([type, size]) => [type, toCounts(size)])),
      startedAt: '2026-03-14T08:00:01.000Z',
      finishedAt: '2026-03-14T09:11:40.000Z',
    },
    rolledBackAt: null,
    pausedSeconds: 0,
    phaseTimes: PHASE_TIMES,
    requests: REQUESTS,
    resources: {
      services: [{ service: 'loader', processes: 2, cpuSeconds: 41.5, peakMemoryBytes: 152_000_000 }],
      databaseBytes: 84_200_000,
      filesBytes: 3_100_000,
    },
    recovery: {
      pauses: [{ reason: 'target_unreachable', times: 2, seconds: 75 }],
      batchesTakenOver: 1,
      batchesDoneLater: 3,
    },
    failures: [],
    phaseFailures: [],
    failureItems: [],
    skips: [],
    ledger: TYPES.map(([entityType]) => toLedgerInput(entityType)),
    checks: [
      { name: 'counts', checked: RECORDS, wrong: 0 },
      { name: 'content', checked: RECORDS, wrong: 0 },
      { name: 'relations', checked: RECORDS, wrong: 0 },
      { name: 'files', checked: SIZES.attachment, wrong: 0 },
      { name: 'foreign', checked: RECORDS, wrong: 0 },
    ],
    plan: null,
    ...overrides,
  };
}

export function aFailureItem(overrides: Partial<FailureItem> = {}): FailureItem {
  return {
    phase: 'load',
    entityType: 'test_case',
    sourceId: '10234871',
    sourceKey: 'MM-T2868',
    code: 'target_refused',
    message: "qTest: \"Field 'Priority' does not accept the value 'Blocker'.\"",
    attempts: 1,
    at: '2026-03-14T08:31:02.000Z',
    ...overrides,
  };
}

/** The same migration, but the target refused two records, and an execution needed one of them. */
export function aFailingReportInput(overrides: Partial<ReportInput> = {}): ReportInput {
  const whole = aReportInput();
  const counts = {
    ...whole.run.counts,
    test_case: { ...toCounts(SIZES.test_case), loaded: 5066, verified: 5066, failed: 2 },
    test_execution: { ...toCounts(SIZES.test_execution), loaded: 19_999, verified: 19_999, failed: 1 },
    attachment: { ...toCounts(SIZES.attachment), loaded: 88, verified: 88, skipped: 6 },
  };
  return {
    ...whole,
    run: { ...whole.run, state: 'completed_with_failures', counts },
    failures: [
      { code: 'dependency_failed', count: 1 },
      { code: 'target_refused', count: 2 },
    ],
    failureItems: [
      aFailureItem(),
      aFailureItem({
        sourceId: '10234877',
        sourceKey: 'MM-T5046',
        message: 'qTest: "Name must not be longer than 500 characters." It has 612.',
      }),
      aFailureItem({
        entityType: 'test_execution',
        sourceId: '88123001',
        sourceKey: 'MM-E17203',
        code: 'dependency_failed',
        message: 'Its test case MM-T5046 is not on the target.',
      }),
    ],
    skips: [
      {
        entityType: 'attachment',
        reason: 'qTest takes no files on suites',
        count: 6,
        examples: ['release-notes-7.4.pdf', 'sign-off.docx', 'отчёт.pdf'],
      },
    ],
    checks: whole.checks.map((check) =>
      check.name === 'counts' ? { ...check, checked: RECORDS - 9, wrong: 3 } : check,
    ),
    ...overrides,
  };
}
