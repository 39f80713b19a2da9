import type { FieldObject, PropertyRead } from '@z2q/contracts';
import { type TargetClient, unlessRefused } from '@z2q/qtest';
import type { BatchContext } from '@z2q/runtime';
import { readOrGone } from '@z2q/target';

type Place = {
  readonly object: FieldObject;
  readonly fieldId: number;
  /** Empty: any value of the field. */
  readonly valueIds: readonly number[];
};

const PAGE_SIZE = 500;
const LOOKS = 5;
const LOOK_EVERY_MS = 1_000;

/**
 * Whether an existing object has a value in the field. The search index may still show objects that were deleted a
 * moment ago, so each hit is read; if all hits are gone, the search is repeated until the index has caught up. If in
 * doubt, the answer is yes; null: the site refuses the search.
 */
export async function isFieldUsed(
  context: BatchContext,
  target: TargetClient,
  place: Place,
): Promise<boolean | null> {
  for (let look = 1; look <= LOOKS; look += 1) {
    const hits = await unlessRefused(() => findHits(context, target, place));
    if (hits === null) return null;
    if (hits.length === 0) return false;
    for (const id of hits)
      if (await readOrGone(() => readHolder(target, place.object, id, context.signal))) return true;
    if (look < LOOKS) await context.wait(LOOK_EVERY_MS);
  }
  return true;
}

const HITS_TO_READ = 10;

/** Ids of the first objects that the search shows with such a value. For a log, the id of its run. */
async function findHits(
  { signal, throwIfStopped }: BatchContext,
  target: TargetClient,
  { object, fieldId, valueIds }: Place,
): Promise<readonly number[]> {
  const isHit = ({ properties }: { readonly properties: readonly PropertyRead[] }): boolean =>
    properties.some((property) => property.fieldId === fieldId && holds(property.value, valueIds));
  const hits: number[] = [];
  for (let page = 1; hits.length < HITS_TO_READ; page += 1) {
    throwIfStopped();
    const found = await target.searchFieldHolders({ object, fieldId, page, pageSize: PAGE_SIZE }, signal);
    hits.push(...found.items.filter(isHit).map((holder) => holder.id));
    if (!found.hasMore) break;
  }
  if (object !== 'test-runs') return hits.slice(0, HITS_TO_READ);
  for (let page = 1; hits.length < HITS_TO_READ; page += 1) {
    throwIfStopped();
    const found = await target.searchTestLogs({ page, pageSize: PAGE_SIZE }, signal);
    hits.push(...found.items.filter(isHit).flatMap((log) => log.runId ?? []));
    if (!found.hasMore) break;
  }
  return hits.slice(0, HITS_TO_READ);
}

function holds(value: string | null, valueIds: readonly number[]): boolean {
  if (value === null || value === '' || value === '[]') return false;
  if (valueIds.length === 0) return true;
  const ids = value.replace(/^\[|\]$/g, '').split(',');
  return ids.some((id) => valueIds.includes(Number(id)));
}

function readHolder(
  target: TargetClient,
  object: FieldObject,
  id: number,
  signal: AbortSignal,
): Promise<unknown> {
  if (object === 'test-cases') return target.getTestCase(id, signal);
  if (object === 'releases') return target.getRelease(id, signal);
  return object === 'test-suites' ? target.getSuite(id, signal) : target.getTestRun(id, signal);
}
