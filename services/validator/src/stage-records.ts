import type { EntityType } from '@z2q/contracts';
import { type BatchContext, type BatchHandler, planInPages, ROWS_A_PLAN } from '@z2q/runtime';
import {
  addEarlierRecords,
  clearChecks,
  getNewest,
  groupFailures,
  type InRun,
  isValidated,
  listCounts,
  type NewBatch,
  type PlannedRecord,
  pageStaged,
  resetValidation,
  saveCheck,
  type Writer,
} from '@z2q/store';

/** `records`: all staged records of a type. `newest`: those of them in the newest complete listing. */
type Page = { readonly records: readonly PlannedRecord[]; readonly newest: readonly PlannedRecord[] };

/**
 * Plans the validation of a type: first makes its records ready, page by page, then adds the batches of `listFirst`,
 * which read the target. `forget` runs with each page and deletes what an earlier validation of the run left beside its
 * records.
 */
export const planValidation = (
  type: EntityType,
  listFirst: (context: BatchContext) => Promise<readonly NewBatch[]>,
  forget?: (tx: InRun<Writer>, isLast: boolean) => Promise<void>,
): BatchHandler =>
  planInPages(async (context, after) => {
    const isReady = after === '' && (await isFirstOfWholeRun(context, type));
    const page = isReady ? NOTHING : await pageRecords(context, type, after);
    return {
      next: page.next,
      handOn: page.next === null ? await listFirst(context) : [],
      commit: async (tx) => {
        await beginRecords(tx, context, type, { ...page, isFirst: after === '' });
        await forget?.(tx, page.next === null);
      },
    };
  });

const NOTHING = { records: [], newest: [], next: null } as const;

async function isFirstOfWholeRun(context: BatchContext, type: EntityType): Promise<boolean> {
  return !validatesOnly(context) && !(await isValidated(context.store.read, type));
}

const validatesOnly = ({ run }: BatchContext): boolean =>
  !run.phases.includes('extract') && !run.phases.includes('load');

/** One page of a type, and where the next page begins. */
export async function pageRecords(
  { store }: BatchContext,
  type: EntityType,
  after: string,
): Promise<Page & { readonly next: string | null }> {
  const page = { listedBy: null, after, limit: ROWS_A_PLAN };
  const { records, next } = await pageStaged(store.read, type, page);
  const ids = records.map((record) => record.sourceId);
  const newest = await getNewest(store.read, type, ids);
  return { records, newest: records.filter((record) => newest.has(record.sourceId)), next };
}

/** Deletes what an earlier validation found about these records, and adds them to a run that only validates. */
export async function beginRecords(
  tx: InRun<Writer>,
  context: BatchContext,
  type: EntityType,
  { records, newest, isFirst }: Page & { readonly isFirst: boolean },
): Promise<void> {
  const ids = records.map((record) => record.sourceId);
  if (isFirst) await clearChecks(tx, type);
  await resetValidation(tx, type, ids);
  if (validatesOnly(context)) await addEarlierRecords(tx, type, newest);
}

/** Sums up the findings of a type, after all its records were judged. */
export async function endStage(tx: InRun<Writer>, type: EntityType): Promise<void> {
  const count = (await listCounts(tx)).find((row) => row.entityType === type);
  const groups = await groupFailures(tx);
  const found = (code: string): number =>
    groups.find((group) => group.phase === 'validate' && group.entityType === type && group.code === code)
      ?.count ?? 0;
  const [altered, misplaced] = [found('altered_on_target'), found('misplaced_on_target')];
  const compared = (count?.verified ?? 0) + altered + misplaced;
  const absent = found('missing_on_target') + found('double_on_target');
  const save = (name: string, checked: number, wrong: number): Promise<void> =>
    saveCheck(tx, { entityType: type, name, checked, wrong });
  await save('counts', compared + absent, absent);
  await save(type === 'attachment' ? 'files' : 'content', compared, altered);
  await save('relations', compared, misplaced);
}
