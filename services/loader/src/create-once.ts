import { setTimeout as delay } from 'node:timers/promises';
import type { MappedType } from '@z2q/contracts';
import { HttpError, withSendGuard } from '@z2q/http';
import type { BatchContext } from '@z2q/runtime';
import {
  type Created,
  type Creation,
  dropIntent,
  getMapped,
  isCreated,
  listTakenTargets,
  type Mapped,
  saveCreated,
  saveIntent,
} from '@z2q/store';

/** How long a write that may have been applied is given to show up in the target's listings. */
const SETTLE_MS = 2_000;

export type Creator = {
  readonly entityType: MappedType;
  readonly sourceId: string;
  readonly sourceKey: string | null;
  readonly parentTargetId: number | null;
  /** What the id map says of the record already. */
  readonly mapped: Mapped | undefined;
  /** Looks in the target's listings for objects that carry the record's key. */
  readonly find: () => Promise<readonly Creation[]>;
  readonly create: () => Promise<Creation>;
};

/**
 * Creates an object exactly once: an intent is committed before the request and the target id after it. A record found
 * in intent may be there already (the process died, or the answer was lost), so it is looked for before it is sent again.
 * @throws {HttpError} the intent is taken back when the target surely refused.
 */
export async function createOnce(context: BatchContext, creator: Creator): Promise<Created> {
  const { mapped, entityType, sourceId } = creator;
  if (isCreated(mapped)) return mapped;
  const found = mapped ? await lookUp(context, creator, mapped) : undefined;
  if (found) return commit(context, creator, found);
  context.checkpoint();
  await context.store.write(async (tx) => {
    await context.confirmLease(tx);
    await saveIntent(tx, context.migration.id, { ...creator, runId: context.run.id, nowMs: Date.now() });
  });
  try {
    return await commit(context, creator, await withSendGuard(context.assertHeld, creator.create));
  } catch (error) {
    if (error instanceof HttpError && isSurelyRefused(error))
      await context.store.write((tx) => dropIntent(tx, context.migration.id, entityType, sourceId));
    throw error;
  }
}

async function lookUp(
  { store, signal }: BatchContext,
  { entityType, find }: Creator,
  { intentAt }: Mapped,
): Promise<Creation | undefined> {
  const settled = intentAt + SETTLE_MS - Date.now();
  if (settled > 0) await delay(settled, undefined, { signal });
  const candidates = await find();
  const taken = await listTakenTargets(
    store.read,
    entityType,
    candidates.map((candidate) => candidate.targetId),
  );
  return candidates.find((candidate) => !taken.has(candidate.targetId));
}

async function commit(
  { store, migration, log }: BatchContext,
  { entityType, sourceId }: Creator,
  creation: Creation,
): Promise<Created> {
  await store.write((tx) => saveCreated(tx, migration.id, entityType, sourceId, creation));
  const mapped = (await getMapped(store.read, migration.id, entityType, [sourceId])).get(sourceId);
  if (!isCreated(mapped)) throw new Error(`The id map lost ${entityType} ${sourceId}`);
  if (mapped.targetId !== creation.targetId)
    log.warn({ entityType, sourceId, kept: mapped.targetId, double: creation.targetId }, 'created twice');
  return mapped;
}

const isSurelyRefused = (error: HttpError): boolean => error.recovery === 'give-up';
