import { setTimeout as delay } from 'node:timers/promises';
import type { MappedType } from '@z2q/contracts';
import { HttpError, withSendGuard } from '@z2q/http';
import type { BatchContext } from '@z2q/runtime';
import {
  type Created,
  type Creation,
  dropIntent,
  findMapped,
  isCreated,
  listTakenTargets,
  type Mapped,
  renewIntent,
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
  /** What the id map said of the record when the batch began. */
  readonly mapped: Mapped | undefined;
  /** Looks in the target's listings for objects that carry the record's key. */
  readonly find: (intent: Mapped) => Promise<readonly Creation[]>;
  readonly create: () => Promise<Creation>;
};

/**
 * Creates an object exactly once: an intent is committed before the request and the target id after it. A record found
 * in intent may be there already (the process died, or the answer was lost), so it is looked for before it is sent again.
 * @throws {HttpError} the intent is taken back when the target surely refused.
 */
export async function createOnce(context: BatchContext, creator: Creator): Promise<Created> {
  if (isCreated(creator.mapped)) return creator.mapped;
  context.throwIfStopped();
  const earlier = await begin(context, creator);
  if (isCreated(earlier)) return earlier;
  const found = earlier && (await lookUp(context, creator, earlier));
  return found ?? (await create(context, creator));
}

/** Commits the intent. @returns what was in the id map before; undefined: nothing, so the record is surely not there. */
async function begin(context: BatchContext, creator: Creator): Promise<Mapped | undefined> {
  const { store, migration } = context;
  return store.write(async (tx) => {
    await context.confirmLease(tx);
    if (await saveIntent(tx, migration.id, toIntent(context, creator))) return undefined;
    return findMapped(tx, migration.id, creator.entityType, creator.sourceId);
  });
}

const toIntent = ({ run }: BatchContext, creator: Creator) => ({
  ...creator,
  runId: run.id,
  nowMs: Date.now(),
});

/**
 * Adopts what an earlier intent has left on the target. Somebody may have put it into the id map meanwhile, so the map is
 * read in the transaction that decides.
 */
async function lookUp(context: BatchContext, creator: Creator, intent: Mapped): Promise<Created | undefined> {
  const { store, migration, signal } = context;
  const { entityType, sourceId } = creator;
  const settled = intent.intentAt + SETTLE_MS - Date.now();
  if (settled > 0) await delay(settled, undefined, { signal });
  const candidates = await creator.find(intent);
  return store.write(async (tx) => {
    await context.confirmLease(tx);
    const now = await findMapped(tx, migration.id, entityType, sourceId);
    if (isCreated(now)) return now;
    const ids = candidates.map((candidate) => candidate.targetId);
    const taken = await listTakenTargets(tx, entityType, ids);
    const free = candidates.find((candidate) => !taken.has(candidate.targetId));
    if (!free) await renewIntent(tx, migration.id, toIntent(context, creator));
    const adopted = free && (await saveCreated(tx, migration.id, entityType, sourceId, free));
    return isCreated(adopted) ? adopted : undefined;
  });
}

async function create(context: BatchContext, creator: Creator): Promise<Created> {
  const { store, migration } = context;
  try {
    return await commit(context, creator, await withSendGuard(context.assertHeld, creator.create));
  } catch (error) {
    if (error instanceof HttpError && isSurelyRefused(error))
      await store.write((tx) => dropIntent(tx, migration.id, creator.entityType, creator.sourceId));
    throw error;
  }
}

async function commit(
  { store, migration, log }: BatchContext,
  { entityType, sourceId }: Creator,
  creation: Creation,
): Promise<Created> {
  const mapped = await store.write((tx) => saveCreated(tx, migration.id, entityType, sourceId, creation));
  if (!isCreated(mapped)) throw new Error(`The id map lost ${entityType} ${sourceId}`);
  if (mapped.targetId !== creation.targetId)
    log.warn({ entityType, sourceId, kept: mapped.targetId, double: creation.targetId }, 'created twice');
  return mapped;
}

const isSurelyRefused = (error: HttpError): boolean => error.recovery === 'give-up';
