import type { MappedType } from '@z2q/contracts';
import { HttpError, withSendGuard } from '@z2q/http';
import type { BatchContext } from '@z2q/runtime';
import {
  type Created,
  type Creation,
  dropIntent,
  findMapped,
  getTakenTargets,
  type InRun,
  isCreated,
  type Mapped,
  renewIntent,
  reopenIntent,
  saveCreated,
  saveIntent,
  type Writer,
} from '@z2q/store';
import type { Place } from '@z2q/target';

/** How long a write that may have been applied is given to show up in the target's listings. */
const SETTLE_MS = 2_000;

/** An object that is to be made of a record. */
export type Creator = {
  readonly entityType: MappedType;
  readonly sourceId: string;
  readonly sourceKey: string | null;
  /** Where it is to hang; `in-previous`: in the object that was made before it of the same record. */
  readonly place: Place | 'in-previous';
  /** What the id map said of the record when the batch began. */
  readonly mapped: Mapped | undefined;
  /** The record is on the target as another object, in whose stead this one is made. */
  readonly isReplacement?: boolean;
  /** Looks in the target's listings of the places for objects that carry the record's key. */
  readonly find: (places: readonly Place[]) => Promise<readonly Creation[]>;
  readonly create: (place: Place, previous: Created | undefined) => Promise<Creation>;
};

/** A creator whose place is known by now. */
type Placed = Omit<Creator, 'place'> & { readonly place: Place };

/**
 * Creates an object exactly once: an intent is committed before the request and the target id after it. A record found
 * in intent may be there already (the process died, or the answer was lost), so it is looked for before it is sent again.
 * @throws {HttpError} the intent is taken back when the target surely refused.
 */
export async function createOnce(
  context: BatchContext,
  creator: Creator,
  previous?: Created,
): Promise<Created> {
  if (isCreated(creator.mapped) && !creator.isReplacement) return creator.mapped;
  context.throwIfStopped();
  const placed = {
    ...creator,
    place: creator.place === 'in-previous' ? (previous?.targetId ?? null) : creator.place,
  };
  const earlier = await context.store.write((tx) => begin(tx, context, placed));
  if (isCreated(earlier)) return earlier;
  const found = earlier && (await lookUp(context, placed, earlier));
  return found ?? (await create(context, placed, previous));
}

/** Commits the intent. @returns what was in the id map before; undefined: nothing, so the object is surely not there. */
async function begin(tx: InRun<Writer>, context: BatchContext, creator: Placed): Promise<Mapped | undefined> {
  const { entityType, sourceId } = creator;
  await context.confirmLease(tx);
  if (isCreated(creator.mapped)) {
    await reopenIntent(tx, entityType, sourceId);
    await renewIntent(tx, toIntent(context, creator));
    return undefined;
  }
  if (await saveIntent(tx, toIntent(context, creator))) return undefined;
  return findMapped(tx, entityType, sourceId);
}

const toIntent = ({ now }: BatchContext, { place, ...creator }: Placed) => ({
  ...creator,
  parentTargetId: place,
  nowMs: now().getTime(),
});

/**
 * Adopts what an earlier intent has left on the target. Somebody may have put it into the id map meanwhile, so the map is
 * read in the transaction that decides.
 */
async function lookUp(context: BatchContext, creator: Placed, intent: Mapped): Promise<Created | undefined> {
  const { store } = context;
  const { entityType, sourceId } = creator;
  await context.wait(intent.intentAt + SETTLE_MS - context.now().getTime());
  const candidates = await creator.find([...new Set([creator.place, intent.parentTargetId])]);
  return store.write(async (tx) => {
    await context.confirmLease(tx);
    const now = await findMapped(tx, entityType, sourceId);
    if (isCreated(now)) return now;
    const ids = candidates.map((candidate) => candidate.targetId);
    const taken = await getTakenTargets(tx, entityType, ids);
    const free = candidates.find((candidate) => !taken.has(candidate.targetId));
    if (!free) await renewIntent(tx, toIntent(context, creator));
    const adopted = free && (await saveCreated(tx, entityType, sourceId, free));
    return isCreated(adopted) ? adopted : undefined;
  });
}

async function create(
  context: BatchContext,
  creator: Placed,
  previous: Created | undefined,
): Promise<Created> {
  const { store } = context;
  try {
    const send = () => creator.create(creator.place, previous);
    const creation = await withSendGuard(context.assertHeld, send);
    return await commit(context, creator, creation);
  } catch (error) {
    if (error instanceof HttpError && isSurelyRefused(error))
      await store.write((tx) => dropIntent(tx, creator.entityType, creator.sourceId));
    throw error;
  }
}

async function commit(
  { store, log }: BatchContext,
  { entityType, sourceId }: Placed,
  creation: Creation,
): Promise<Created> {
  const mapped = await store.write((tx) => saveCreated(tx, entityType, sourceId, creation));
  if (!isCreated(mapped)) throw new Error(`The id map lost ${entityType} ${sourceId}`);
  if (mapped.targetId !== creation.targetId)
    log.warn({ entityType, sourceId, kept: mapped.targetId, double: creation.targetId }, 'created twice');
  return mapped;
}

const isSurelyRefused = (error: HttpError): boolean => error.recovery === 'give-up';
