import type { MappedType } from '@z2q/contracts';
import { HttpError, withSendGuard } from '@z2q/http';
import { type BatchContext, HandedBackError } from '@z2q/runtime';
import {
  addDoubles,
  beginIntent,
  type Created,
  type Creation,
  dropIntent,
  findMapped,
  getTakenTargets,
  type InRun,
  isCreated,
  isRunning,
  LeaseLostError,
  type Mapped,
  releaseIntent,
  reopenIntent,
  resendIntent,
  saveCreated,
  type Writer,
} from '@z2q/store';
import type { Place } from '@z2q/target';

/** An object to be created for a record. */
export type Creator = {
  readonly entityType: MappedType;
  readonly sourceId: string;
  readonly sourceKey: string | null;
  /** Place of the object. `in-previous`: inside the object that was created before it for the same record. */
  readonly place: Place | 'in-previous';
  /** Id map row of the record when the batch began. */
  readonly mapped: Mapped | undefined;
  /** The record has another object on the target, which this one replaces. */
  readonly isReplacement?: boolean;
  /** Searches the target's listings of the places for objects that carry the record's key. */
  readonly find: (places: readonly Place[]) => Promise<readonly Creation[]>;
  readonly create: (place: Place, previous: Created | undefined) => Promise<Creation>;
};

/** The object of a record, now on the target. */
export type Made = Created & {
  /** Created by this call. An object that was there before may have been processed further since. */
  readonly isNew: boolean;
};

/** A creator whose place is known. */
type Placed = Omit<Creator, 'place'> & { readonly place: Place };

/** A write of the record may still land, so its outcome is unknown. The batch is handed back until that time is over. */
export class StillInDoubtError extends HandedBackError {
  constructor(delayMs: number) {
    super('a write whose answer was lost may still land', delayMs);
  }
}

/**
 * Creates an object exactly once: an intent is committed before the request, and the target id after it. The
 * object of a record found in state `intent` may exist already (the process died, or the answer was lost), so
 * it is searched for. An object that is found becomes that of the record. If none is found, the request is
 * sent again only when the first write can neither land nor appear any more.
 * @throws {HttpError} when the request fails; the intent is deleted if the target certainly refused it.
 * @throws {StillInDoubtError} when it is too early to tell.
 */
export async function createOnce(context: BatchContext, creator: Creator, previous?: Created): Promise<Made> {
  if (isCreated(creator.mapped) && !creator.isReplacement) return { ...creator.mapped, isNew: false };
  context.throwIfStopped();
  const placed = {
    ...creator,
    place: creator.place === 'in-previous' ? (previous?.targetId ?? null) : creator.place,
  };
  const earlier = await context.store.write((tx) => begin(tx, context, placed));
  const found = isCreated(earlier) ? earlier : earlier && (await lookUp(context, placed, earlier));
  return found ? { ...found, isNew: false } : { ...(await create(context, placed, previous)), isNew: true };
}

/** Commits the intent. @returns the earlier id map row; undefined: there was none, so the object certainly does not exist. */
async function begin(tx: InRun<Writer>, context: BatchContext, creator: Placed): Promise<Mapped | undefined> {
  await context.confirmLease(tx);
  if (!(await isRunning(tx))) throw new HandedBackError('the run is not running');
  const intent = toIntent(context, creator);
  if (isCreated(creator.mapped)) await reopenIntent(tx, intent);
  return beginIntent(tx, intent, context.settleMs);
}

const toIntent = ({ claim, now }: BatchContext, { place, ...creator }: Placed) => ({
  ...creator,
  claim,
  parentTargetId: place,
  nowMs: now().getTime(),
});

/**
 * Searches the target for the object that an earlier intent has left there, and notes it. Another worker may
 * have put it into the id map meanwhile, so the map is read in the transaction that decides.
 * @returns undefined when the record is to be created now.
 */
async function lookUp(context: BatchContext, creator: Placed, intent: Mapped): Promise<Created | undefined> {
  const { store } = context;
  const { entityType, sourceId } = creator;
  const lookedAtMs = context.now().getTime();
  const candidates = await creator.find([...new Set([creator.place, intent.parentTargetId])]);
  return store.write(async (tx) => {
    await context.confirmLease(tx);
    const now = await findMapped(tx, entityType, sourceId);
    if (isCreated(now)) return now;
    const ids = candidates.map((candidate) => candidate.targetId);
    const taken = await getTakenTargets(tx, entityType, ids);
    const [ours, ...others] = candidates.filter((candidate) => !taken.has(candidate.targetId));
    if (ours) {
      const doubles = others.map(({ targetId }) => ({ entityType, sourceId, targetId }));
      await addDoubles(tx, doubles, lookedAtMs);
      const noted = await saveCreated(tx, { entityType, sourceId, claim: null }, ours);
      return isCreated(noted) ? noted : undefined;
    }
    // An object that the search did not show may have appeared since.
    const waitMs = (intent.doubtUntil ?? 0) - lookedAtMs;
    if (waitMs > 0) throw new StillInDoubtError(waitMs);
    await resendIntent(tx, toIntent(context, creator));
    return undefined;
  });
}

async function create(
  context: BatchContext,
  creator: Placed,
  previous: Created | undefined,
): Promise<Created> {
  let isSent = false;
  const guard = (): void => {
    context.assertHeld();
    isSent = true;
  };
  const creation = await withSendGuard(guard, () => creator.create(creator.place, previous)).catch(
    async (error: unknown) => {
      await settleUnanswered(context, creator, error, isSent);
      throw error;
    },
  );
  return commit(context, creator, creation);
}

/**
 * Updates the intent after a request that returned no object. A process that stood still between the guard and the socket
 * has sent later than it knows, at the latest now.
 */
async function settleUnanswered(
  context: BatchContext,
  creator: Placed,
  error: unknown,
  isSent: boolean,
): Promise<void> {
  const claimed = toIntent(context, creator);
  const recovery = error instanceof HttpError ? error.recovery : 'in-doubt';
  const mayBeSent = isSent || error instanceof HttpError;
  await context.store.write(async (tx) => {
    if (recovery === 'in-doubt' && mayBeSent)
      return releaseIntent(tx, claimed, claimed.nowMs + context.settleMs);
    return recovery === 'give-up' ? dropIntent(tx, claimed) : releaseIntent(tx, claimed, null);
  });
}

/**
 * Notes the created object. If another worker took the record over while this process stood still, there may be two
 * objects; the one just created is then noted as the double.
 */
async function commit(context: BatchContext, creator: Placed, creation: Creation): Promise<Created> {
  const { store, batch, log } = context;
  const { entityType, sourceId } = creator;
  const double = { entityType, sourceId, targetId: creation.targetId };
  const mapped = await store.write(async (tx) => {
    const now = await saveCreated(tx, toIntent(context, creator), creation);
    if (now?.targetId !== creation.targetId) await addDoubles(tx, [double], context.now().getTime());
    return now;
  });
  if (isCreated(mapped) && mapped.targetId === creation.targetId) return mapped;
  log.warn(
    { ...double, kept: mapped?.targetId ?? null },
    'an object was created while another worker had its record: it is noted as a double, to be deleted',
  );
  throw new LeaseLostError(batch);
}
