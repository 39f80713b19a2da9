import type { Draft } from '@z2q/contracts';
import type { Difference } from '@z2q/mapping';
import { withoutFilled } from '@z2q/mapping';
import { getSighted } from '@z2q/store';
import {
  comparePlace,
  FILE,
  hasKey,
  isOf,
  type ObjectWrite,
  readOrGone,
  type Site,
  shownKey,
  type TargetKind,
  type TargetObject,
  withoutClaimed,
} from '@z2q/target';
import type { KindScope } from '../kind-scope.ts';
import type { Condemned, Standing } from './remove-object.ts';

/** What was last written to an object, and the key it must show. */
export type LastWritten<W> = { readonly key: string; readonly sent: W };

/** Reads an object and judges it: whether it shows our key, is as it was last written, and holds nothing of others. */
export async function judgeObject<D extends Draft, O extends TargetObject, W extends ObjectWrite>(
  scope: KindScope<D, O, W>,
  { targetId, row }: Condemned,
  { key, sent }: LastWritten<W>,
): Promise<Standing> {
  const { site, kind } = scope;
  const place = row && (row.parentTargetId ?? kind.rootOf(site));
  const places = place === undefined ? [] : [place];
  const object = await readOrGone(() => kind.read(site, targetId, places));
  if (!object) return { is: 'gone' };
  const isWhereMade = row?.targetId === targetId && place !== undefined;
  const moved = isWhereMade ? comparePlace(kind.placeNoun, place, kind.placeOf(object)) : [];
  if (!isOf(site, kind.identity, object, { key, name: sent.name }))
    return { is: 'foreign', fault: tellKey(shownKey(site, kind.identity, object), key) };
  if (!hasKey(site, kind.identity) && moved.length > 0)
    return { is: 'foreign', fault: 'It is not where it was made, and this site has no place for our key.' };
  const edited = [...kind.compare(site.asOf(row?.layout ?? null), sent, object), ...moved];
  if (edited.length > 0) return { is: 'changed', fault: tellEdited(edited) };
  return judgeUse(scope, targetId);
}

async function judgeUse<D extends Draft, O extends TargetObject, W extends ObjectWrite>(
  { context: { store }, site, kind: { type, holder } }: KindScope<D, O, W>,
  targetId: number,
): Promise<Standing> {
  if (type === 'test_case' && (await getSighted(store.read, 'used_case', [targetId])).has(targetId))
    return { is: 'changed', fault: 'Test runs that this migration did not make use it.' };
  if (holder === null) return { is: 'ours' };
  const files = (await readOrGone(() => FILE.list(site, { kind: holder, ownerId: targetId }))) ?? [];
  const [first] = await withoutClaimed(store.read, ['attachment'], files);
  if (!first) return { is: 'ours' };
  return { is: 'changed', fault: `Somebody has attached the file ${first.name} to it.` };
}

const tellKey = (shown: string | null, key: string): string =>
  shown === null
    ? `It does not show the key ${key} of its record any more, so it may be somebody else's.`
    : `It shows the key ${shown}, not ${key}, so it is another record's.`;

export const tellEdited = (edited: readonly Difference[]): string =>
  `It has been edited since it was written (${[...new Set(edited.map(({ field }) => field))].join(', ')}).`;

/** The body as it was sent, without values that were filled in because the site requires them. */
export const lastSent = <D extends Draft, O extends TargetObject, W extends ObjectWrite>(
  site: Site,
  kind: TargetKind<D, O, W>,
  draft: D,
  place: number | null,
): W => withoutFilled(kind.toWrite(site, draft, place));
