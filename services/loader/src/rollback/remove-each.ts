import type { EntityType, RecordFailure } from '@z2q/contracts';
import { HttpError } from '@z2q/http';
import type { BatchContext } from '@z2q/runtime';
import {
  addOthers,
  buryMapped,
  clearFailures,
  getMapped,
  type InRun,
  isCreated,
  type Mapped,
  markRecords,
  releaseIntent,
  storeFailures,
  type Writer,
} from '@z2q/store';
import { StillInDoubtError } from '../create-once.ts';
import { mapLimited } from '../map-limited.ts';
import { type RolledBackId, readRolledBackId } from './rolled-back-id.ts';

export type Removal = {
  readonly type: EntityType;
  readonly ids: readonly string[];
  /** Ids of what an intent may have left on the target; empty: surely nothing. */
  readonly find: (mapped: Mapped, id: RolledBackId) => Promise<readonly number[]>;
  /** Says why an object has to stay, though the id map names it; undefined: nothing stands against deleting it. */
  readonly refuse: (targetId: number, id: RolledBackId) => Promise<string | undefined>;
  /** Deletes one object; one that is gone already is as good. */
  readonly remove: (targetId: number, id: RolledBackId) => Promise<void>;
};

export type Removed = { readonly gone: readonly RolledBackId[]; readonly blocked: readonly RecordFailure[] };

/** Deletes objects of the target, some at once. A record in the middle of being made is looked for first. */
export async function removeEach(
  context: BatchContext,
  concurrency: number,
  removal: Removal,
): Promise<Removed> {
  const ids = removal.ids.map((id) => readRolledBackId(id, removal.type));
  const mapped = await loadMapped(context, ids);
  const gone: RolledBackId[] = [];
  const blocked: RecordFailure[] = [];
  const inDoubt: StillInDoubtError[] = [];
  await mapLimited(ids, concurrency, async (id) => {
    const row = mapped.get(id.id);
    if (!row) return gone.push(id);
    context.throwIfStopped();
    const fault = await removeOne(context, removal, row, id).catch((error: unknown) => {
      if (!(error instanceof StillInDoubtError)) throw error;
      return error;
    });
    if (fault instanceof StillInDoubtError) return inDoubt.push(fault);
    return fault === undefined ? gone.push(id) : blocked.push(toBlocked(row, id, fault));
  });
  // The others have gone by then, and are as good as gone when the batch comes back.
  const [doubt] = inDoubt.toSorted((left, right) => right.delayMs - left.delayMs);
  if (doubt) throw doubt;
  return { gone, blocked };
}

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

/** The object that the id map names, and whatever else may have been made of the record. @returns why one stays. */
async function removeOne(
  context: BatchContext,
  removal: Removal,
  row: Mapped,
  id: RolledBackId,
): Promise<string | undefined> {
  const others = isCreated(row) && !row.isResent ? [] : await findUnnamed(context, removal, row, id);
  for (const targetId of isCreated(row) ? [...others, row.targetId] : others) {
    const reason = await removeObject(removal, targetId, id);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

/** @throws {StillInDoubtError} while more of the record may land than a look can find. */
async function findUnnamed(
  { settleMs, now, store }: BatchContext,
  { find }: Removal,
  row: Mapped,
  id: RolledBackId,
): Promise<readonly number[]> {
  const nowMs = now().getTime();
  const claimed = { entityType: id.mappedType, sourceId: id.sourceId, claim: row.claim };
  // Nobody is at work on it any more: a rollback has the migration to itself.
  if (row.claim !== null) await store.write((tx) => releaseIntent(tx, claimed, nowMs + settleMs));
  const doubtUntil = row.claim === null ? (row.doubtUntil ?? 0) : nowMs + settleMs;
  if (doubtUntil > nowMs) throw new StillInDoubtError(doubtUntil - nowMs);
  return find(row, id);
}

/** Every delete of a record's object passes here. @returns why it stays. */
export async function removeObject(
  { refuse, remove }: Pick<Removal, 'refuse' | 'remove'>,
  targetId: number,
  id: RolledBackId,
): Promise<string | undefined> {
  try {
    const reason = await refuse(targetId, id);
    if (reason !== undefined) return reason;
    await remove(targetId, id);
    return undefined;
  } catch (error) {
    if (error instanceof HttpError && error.code === 'refused') return error.message;
    throw error;
  }
}

const toBlocked = (row: Mapped, { id }: RolledBackId, fault: string): RecordFailure => ({
  sourceId: id,
  sourceKey: row.sourceKey,
  code: 'rollback_blocked',
  message: `${row.targetPid ?? row.targetId ?? 'The object'} stays on the target: ${fault} Move what belongs to others out of it, then roll back again.`,
});

/** Forgets what is gone and says what stays. What is no record is counted only where it stays. */
export async function commitRemoved(
  tx: InRun<Writer>,
  { now }: BatchContext,
  type: EntityType,
  { gone, blocked }: Removed,
): Promise<void> {
  for (const [mappedType, some] of Map.groupBy(gone, (id) => id.mappedType)) {
    const sourceIds = some.map((id) => id.sourceId);
    await buryMapped(tx, mappedType, sourceIds);
  }
  const ids = gone.map((id) => id.id);
  await clearFailures(tx, 'rollback', type, ids);
  const records = gone.filter((id) => id.mappedType === type).map((id) => id.id);
  await markRecords(tx, type, 'loaded', records);
  await addOthers(tx, type, blocked);
  await storeFailures(tx, {
    phase: 'rollback',
    entityType: type,
    failures: blocked,
    now: now().toISOString(),
  });
}
