import type {
  ExecutionDraft,
  FieldObject,
  LedgerEntry,
  PropertyWrite,
  ReleaseDraft,
  TargetField,
  TargetStatus,
  TestCaseDraft,
  TestSuiteDraft,
} from '@z2q/contracts';
import { explainUnmapped } from '../fields/execution-status.ts';
import { toLogWrite } from './to-log-write.ts';
import { toReleaseWrite } from './to-release-write.ts';
import { toRunWrite } from './to-run-write.ts';
import { toSuiteWrite } from './to-suite-write.ts';
import { toTestCaseWrite } from './to-test-case-write.ts';
import type { Written } from './written.ts';

/** What the target project offers. */
export type TargetSchema = {
  readonly statuses: readonly TargetStatus[];
  readonly fieldsOf: (object: FieldObject) => readonly TargetField[];
};

/** Result of checking a draft against the target: entries for the ledger, and why the draft cannot be loaded, if so. */
export type Fit = { readonly late: readonly LedgerEntry[]; readonly fault: string | null };
/** Also has the values of its fields. */
export type FieldsFit = Fit & { readonly properties: readonly PropertyWrite[] };

type Judged = Pick<Written<unknown>, 'unfilled'> & { readonly unmapped?: readonly string[] };

/** Why a body must not be sent; null: it may be. */
export function explainFault(
  { unfilled, unmapped = [] }: Judged,
  statuses: readonly TargetStatus[],
): string | null {
  if (unmapped.length > 0)
    return `The target has no status for ${quoted(unmapped)}: none of that name, and none that is known to mean the same. ${explainUnmapped(unmapped, statuses)}`;
  if (unfilled.length > 0)
    return `The target requires ${quoted(unfilled)}, for which Zephyr has no value and the field has no choice to take: give the field an active choice or a default in the settings of the project, or make it optional.`;
  return null;
}

/** Why an execution whose result is already in a log is not loaded again. */
export const explainHistory = (sourceKey: string): string =>
  `${sourceKey} has changed in Zephyr since it was loaded, or the mapping says otherwise now. Test logs in qTest are history, so z2q does not change this one: record the change there by hand, undo the change of the mapping, or roll back and migrate again.`;

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

type WithFields = { readonly properties?: readonly PropertyWrite[] };

const toFit = (written: Written<WithFields>, { statuses }: TargetSchema): FieldsFit => ({
  late: written.late,
  properties: written.write.properties ?? [],
  fault: explainFault(written, statuses),
});

/** A place that does not matter, because only fields are looked at. */
const NOWHERE = -1;

export const fitTestCase = (draft: TestCaseDraft, schema: TargetSchema): FieldsFit =>
  toFit(toTestCaseWrite(draft, { moduleId: NOWHERE, fields: schema.fieldsOf('test-cases') }), schema);

export const fitSuite = (draft: TestSuiteDraft, schema: TargetSchema): FieldsFit =>
  toFit(toSuiteWrite(draft, { fields: schema.fieldsOf('test-suites') }), schema);

export const fitRelease = (draft: ReleaseDraft, schema: TargetSchema): FieldsFit =>
  toFit(toReleaseWrite(draft, { fields: schema.fieldsOf('releases') }), schema);

export type ExecutionSurroundings = {
  /** Number of steps of its test case. */
  readonly steps: number;
  /** Another execution creates its run. */
  readonly isRunOfOther: boolean;
};

export function fitExecution(
  draft: ExecutionDraft,
  schema: TargetSchema,
  { steps, isRunOfOther }: ExecutionSurroundings,
): Fit {
  const { statuses } = schema;
  if (draft.log !== null && !statuses.some(({ isActive }) => isActive))
    return { late: [], fault: 'The target project has no active execution statuses.' };
  const fields = schema.fieldsOf('test-runs');
  const run = toRunWrite(draft, { fields });
  const log = toLogWrite(draft, {
    steps: Array.from({ length: steps }, (_, index) => ({ id: index, order: index + 1 })),
    statuses,
    versionId: null,
    fields,
  });
  return {
    late: lateOfExecution(draft, { run: run.late, log: log?.late ?? [], isRunOfOther }),
    fault: (log && explainFault(log, statuses)) ?? explainFault(run, statuses),
  };
}

/** Ledger entries of an execution, combined from its run and its log. */
export const lateOfExecution = (
  draft: ExecutionDraft,
  {
    run,
    log,
    isRunOfOther,
  }: {
    readonly run: readonly LedgerEntry[];
    readonly log: readonly LedgerEntry[];
    readonly isRunOfOther: boolean;
  },
): readonly LedgerEntry[] => [...(isRunOfOther ? lostDetails(draft) : run), ...log];

/** A run is described by the execution that created it. Another execution without a log has no place for its details. */
function lostDetails(draft: ExecutionDraft): readonly LedgerEntry[] {
  if (draft.log !== null) return [];
  const sources = draft.runFields.flatMap((field) => field.source?.split('\n') ?? []);
  return [...new Set(sources)].map((field) => ({ field, outcome: 'dropped', code: 'shared_run' }));
}
