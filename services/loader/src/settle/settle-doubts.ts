import type { EntityType, ExecutionDraft, MappedType, RecordFailure, StageType } from '@z2q/contracts';
import type { BatchContext, BatchHandler } from '@z2q/runtime';
import {
  boundLongDoubts,
  type Double,
  deleteDoubles,
  findLatestDoubt,
  getDraftsByKey,
  getMapped,
  isCreated,
  listDoubles,
  type Mapped,
  pageUnsettled,
  settleResent,
  storeFailures,
} from '@z2q/store';
import { openSite } from '@z2q/target';
import type { LoaderContext } from '../context.ts';
import { StillInDoubtError } from '../create-once.ts';
import { removeObject } from '../rollback/remove-object.ts';
import { openUnnamedObjects } from './unnamed-objects.ts';

const ROWS_AT_ONCE = 500;

/** The id map types that each load stage creates, and the entity type under which their failures are reported. */
const SETTLED = {
  project: { mapped: ['container'], toldAs: 'folder' },
  folder: { mapped: ['folder'], toldAs: 'folder' },
  test_case: { mapped: ['test_case'], toldAs: 'test_case' },
  test_cycle: { mapped: ['test_cycle'], toldAs: 'test_cycle' },
  test_plan: { mapped: ['test_plan'], toldAs: 'test_plan' },
  test_execution: { mapped: ['test_run', 'test_execution'], toldAs: 'test_execution' },
  attachment: { mapped: ['attachment'], toldAs: 'attachment' },
} as const satisfies Readonly<
  Partial<Record<StageType, { readonly mapped: readonly MappedType[]; readonly toldAs: EntityType }>>
>;

/** Result for one type of the id map. */
type Settled = {
  readonly type: MappedType;
  readonly sourceIds: readonly string[];
  readonly doubles: readonly Double[];
  readonly failures: readonly RecordFailure[];
};

/**
 * Ends the loading of a type: waits until none of its writes can land any more, and looks once more for
 * objects of records that were sent again. If a record has two objects, the one that the id map does not
 * name, also one that was known before, is deleted, or reported if it cannot be.
 */
export const createSettleDoubts =
  ({ targetOf }: LoaderContext, stage: keyof typeof SETTLED): BatchHandler =>
  async (context) => {
    const { store, migration, now, settleMs } = context;
    const { mapped, toldAs } = SETTLED[stage];
    await boundLongDoubts(store, now().getTime() + settleMs);
    const waitMs = ((await findLatestDoubt(store.read, mapped)) ?? 0) - now().getTime();
    if (waitMs > 0) throw new StillInDoubtError(waitMs);
    const site = await openSite(targetOf(migration.targetProjectId), context);
    const settled: Settled[] = [];
    for (const type of mapped) settled.push(await settleType(context, site, type));
    return {
      commit: async (tx) => {
        for (const { type, sourceIds, doubles, failures } of settled) {
          await settleResent(tx, type, sourceIds);
          await deleteDoubles(tx, doubles);
          await storeFailures(tx, {
            phase: 'load',
            entityType: toldAs,
            failures,
            now: now().toISOString(),
          });
        }
      },
    };
  };

async function settleType(
  context: BatchContext,
  site: Awaited<ReturnType<typeof openSite>>,
  type: MappedType,
): Promise<Settled> {
  const resent = await listResent(context, type);
  const known = await listDoubles(context.store.read, type);
  const sourceIds = [...new Set([...resent, ...known].map(({ sourceId }) => sourceId))];
  if (sourceIds.length === 0) return { type, sourceIds, doubles: [], failures: [] };
  const rows = await getMapped(context.store.read, type, sourceIds);
  const unnamed = await openUnnamedObjects(context, site, type, sourceIds);
  const doubles: Double[] = [];
  const failures: RecordFailure[] = [];
  for (const row of rows.values()) {
    if (!isCreated(row)) continue;
    const { sourceId } = row;
    const id = { id: sourceId, sourceId, mappedType: type };
    const noted = known.filter((double) => double.sourceId === sourceId).map(({ targetId }) => targetId);
    for (const targetId of new Set([...noted, ...(await unnamed.find(row, id))])) {
      context.throwIfStopped();
      const objection =
        targetId === row.targetId ? undefined : await removeObject(context, unnamed, { targetId, row, id });
      if (!objection) doubles.push({ entityType: type, sourceId, targetId });
      else failures.push(await toFailure(context, row, type, { targetId, reason: objection.fault }));
    }
  }
  return { type, sourceIds: resent.map(({ sourceId }) => sourceId), doubles, failures };
}

async function listResent({ store }: BatchContext, type: MappedType): Promise<readonly Mapped[]> {
  const resent: Mapped[] = [];
  for (let after = ''; ; ) {
    const rows = await pageUnsettled(store.read, type, after, ROWS_AT_ONCE);
    resent.push(...rows.filter((row) => row.isResent));
    const last = rows.at(-1);
    if (last === undefined || rows.length < ROWS_AT_ONCE) return resent;
    after = last.sourceId;
  }
}

/** A run is no record, so its failure is reported for the execution that it was created for. */
async function toFailure(
  { store }: BatchContext,
  { sourceId, sourceKey, targetId: kept }: Mapped,
  type: MappedType,
  { targetId, reason }: { readonly targetId: number; readonly reason: string },
): Promise<RecordFailure> {
  const key = sourceKey ?? '';
  const drafts =
    type === 'test_run'
      ? await getDraftsByKey<ExecutionDraft>(store.read, 'test_execution', [key])
      : undefined;
  return {
    sourceId: drafts?.get(key)?.draft.sourceId ?? sourceId,
    sourceKey,
    code: 'double_on_target',
    message: `It is on the target twice, as ${kept} and as ${targetId}, because the answer to its first request was lost. ${kept} is the one that the migration goes on with; ${targetId} was left: ${reason} Delete it by hand.`,
  };
}
