import type { EntityType, RecordFailure } from '@z2q/contracts';
import { HttpError } from '@z2q/http';
import { type BatchContext, explainUnforeseen, isUnforeseen, RecordTroubleError } from '@z2q/runtime';
import {
  boundLongDoubts,
  buryMapped,
  clearFailures,
  type Double,
  deleteDoublesOf,
  getMapped,
  type InRun,
  isCreated,
  listDoubles,
  type Mapped,
  markRecords,
  noteReadBack,
  type RolledBackId,
  readRolledBackId,
  releaseIntent,
  storeFailures,
  type Writer,
} from '@z2q/store';
import { StillInDoubtError } from '../create-once.ts';
import { mapLimited } from '../map-limited.ts';
import { type Leaving, noteLeaving } from './leaving.ts';
import { type Condemned, type Objection, type Removing, removeObject } from './remove-object.ts';

export type Removal = Removing & {
  readonly leaving: Leaving;
  readonly type: EntityType;
  readonly ids: readonly string[];
  /** Ids of objects that an intent may have left on the target; empty: certainly none. */
  readonly find: (mapped: Mapped, id: RolledBackId) => Promise<readonly number[]>;
};

export type Removed = { readonly gone: readonly RolledBackId[]; readonly blocked: readonly RecordFailure[] };

/** Deletes objects on the target, several at once. For a record in state `intent`, its objects are searched for first. */
export async function removeEach(
  context: BatchContext,
  concurrency: number,
  removal: Removal,
): Promise<Removed> {
  const ids = removal.ids.map((id) => readRolledBackId(id, removal.type));
  await boundLongDoubts(context.store, context.now().getTime() + context.settleMs);
  const mapped = await loadMapped(context, ids);
  const doubles = await loadDoubles(context, ids);
  const gone: RolledBackId[] = [];
  const blocked: RecordFailure[] = [];
  const inDoubt: StillInDoubtError[] = [];
  await mapLimited(ids, concurrency, async (id) => {
    const row = mapped.get(id.id);
    const noted = doubles.filter((double) => isDoubleOf(double, id)).map(({ targetId }) => targetId);
    if (!row && noted.length === 0) return gone.push(id);
    context.throwIfStopped();
    const fault = await removeOne(context, removal, { row, id, noted }).catch((error: unknown) => {
      if (isUnforeseen(error)) return toUnforeseen(id, row, error);
      // Names the record, so that it can be isolated if the host is not at fault.
      if (error instanceof HttpError) throw new RecordTroubleError(id.id, error);
      if (!(error instanceof StillInDoubtError)) throw error;
      return error;
    });
    if (fault instanceof StillInDoubtError) return inDoubt.push(fault);
    if (fault) return blocked.push(fault);
    // An adopted object was there before the migration, so it stays. Its doubles were created by the migration, and are
    // deleted by now.
    return row?.isAdopted ? undefined : gone.push(id);
  });
  // The other objects are deleted by now and will be found gone when the batch comes back.
  const [doubt] = inDoubt.toSorted((left, right) => right.delayMs - left.delayMs);
  if (doubt) throw doubt;
  return { gone, blocked };
}

const toUnforeseen = ({ id }: RolledBackId, row: Mapped | undefined, error: Error): RecordFailure => ({
  sourceId: id,
  sourceKey: row?.sourceKey ?? null,
  code: 'rollback_blocked',
  message: `The object that was made of this record stays on the target. ${explainUnforeseen(error)}`,
});

async function loadMapped(
  { store }: BatchContext,
  ids: readonly RolledBackId[],
): Promise<ReadonlyMap<string, Mapped>> {
  const found = new Map<string, Mapped>();
  for (const [type, some] of Map.groupBy(ids, (id) => id.mappedType)) {
    const sourceIds = some.map((id) => id.sourceId);
    const rows = await getMapped(store.read, type, sourceIds);
    for (const id of some) {
      const row = rows.get(id.sourceId);
      if (row) found.set(id.id, row);
    }
  }
  return found;
}

async function loadDoubles(
  { store }: BatchContext,
  ids: readonly RolledBackId[],
): Promise<readonly Double[]> {
  const types = new Set(ids.map((id) => id.mappedType));
  const lists = await Promise.all([...types].map((type) => listDoubles(store.read, type)));
  return lists.flat();
}

const isDoubleOf = (double: Double, { mappedType, sourceId }: RolledBackId): boolean =>
  double.entityType === mappedType && double.sourceId === sourceId;

type Doomed = Pick<Condemned, 'row' | 'id'> & {
  /** Known doubles of the record. */
  readonly noted: readonly number[];
};

/**
 * Deletes the object in the id map and all others that were, or may have been, created for the record.
 * @returns why one of them stays.
 */
async function removeOne(
  context: BatchContext,
  removal: Removal,
  { row, id, noted }: Doomed,
): Promise<RecordFailure | undefined> {
  const isSettled = !row || (isCreated(row) && !row.isResent);
  const others = isSettled ? [] : await findUnnamed(context, removal, row, id);
  const named = isCreated(row) && !row.isAdopted ? [row.targetId] : [];
  for (const targetId of new Set([...noted, ...others, ...named])) {
    const objection = await removeObject(context, removal, { targetId, row, id });
    const label = row?.targetId === targetId ? (row.targetPid ?? targetId) : targetId;
    if (objection) return toStay(label, { sourceId: id.id, sourceKey: row?.sourceKey ?? null }, objection);
    removal.leaving.add(id.mappedType, targetId);
  }
  return undefined;
}

/** @throws {StillInDoubtError} while a write of the record may still land. */
async function findUnnamed(
  { settleMs, now, store }: BatchContext,
  { find }: Removal,
  row: Mapped,
  id: RolledBackId,
): Promise<readonly number[]> {
  const nowMs = now().getTime();
  const claimed = { entityType: id.mappedType, sourceId: id.sourceId, claim: row.claim };
  // The claim's worker is gone, since a rollback is the only run of its migration.
  if (row.claim !== null) await store.write((tx) => releaseIntent(tx, claimed, nowMs + settleMs));
  const doubtUntil = row.claim === null ? (row.doubtUntil ?? 0) : nowMs + settleMs;
  if (doubtUntil > nowMs) throw new StillInDoubtError(doubtUntil - nowMs);
  return find(row, id);
}

/** Failure of an object that stays. */
export const toStay = (
  label: string | number,
  record: { readonly sourceId: string; readonly sourceKey: string | null },
  { code, fault }: Objection,
): RecordFailure => ({
  sourceId: record.sourceId,
  sourceKey: record.sourceKey,
  code,
  message: `${label} stays on the target: ${fault}`,
});

/**
 * Removes deleted objects from the id map and stores why others stay. Something that is no record, such as a container,
 * is reported only if it stays.
 */
export async function commitRemoved(
  tx: InRun<Writer>,
  { now, run }: BatchContext,
  type: EntityType,
  { gone, blocked }: Removed,
): Promise<void> {
  for (const [mappedType, some] of Map.groupBy(gone, (id) => id.mappedType)) {
    const sourceIds = some.map((id) => id.sourceId);
    if (run.isDryRun) await noteLeaving(tx, mappedType, sourceIds);
    else {
      await buryMapped(tx, mappedType, sourceIds);
      await deleteDoublesOf(tx, mappedType, sourceIds);
    }
  }
  const ids = gone.map((id) => id.id);
  await clearFailures(tx, 'rollback', type, ids);
  const records = gone.filter((id) => id.mappedType === type).map((id) => id.id);
  await markRecords(tx, type, 'loaded', records);
  if (!run.isDryRun) await noteReadBack(tx, type, records, false);
  await storeFailures(tx, {
    phase: 'rollback',
    entityType: type,
    failures: blocked,
    now: now().toISOString(),
  });
}
