import type { Draft } from '@z2q/contracts';
import { withSendGuard } from '@z2q/http';
import { type Difference, type Written, withFillings, withoutFilled, withoutLost } from '@z2q/mapping';
import type { Created } from '@z2q/store';
import { comparePlace, type ObjectWrite, type Place, readOrGone, type TargetObject } from '@z2q/target';
import { approveOnce, approveUnless, type Version } from './approve-once.ts';
import type { KindScope } from './kind-scope.ts';
import { RecordError } from './record-error.ts';
import { refuseForeign } from './refuse-foreign.ts';

export type Change<D extends Draft, W> = {
  readonly draft: D;
  /** The draft as it was loaded, if it has changed since. */
  readonly loadedDraft: D | null;
  readonly place: Place;
  readonly written: Written<W>;
};

/**
 * Updates an object whose record has changed. An update that was sent before a crash is not sent again. An object that
 * somebody has edited, moved or deleted is left alone.
 * @throws {RecordError} for such a conflict.
 */
export async function updateObject<D extends Draft, O extends TargetObject, W extends ObjectWrite>(
  scope: KindScope<D, O, W>,
  before: Created,
  change: Change<D, W>,
): Promise<Version> {
  const { site, kind } = scope;
  const { place, written } = change;
  const placeBefore = before.parentTargetId ?? kind.rootOf(site);
  const current = await readOrGone(() => kind.read(site, before.targetId, [place, placeBefore]));
  if (current === undefined)
    throw new RecordError(
      'missing_on_target',
      `${before.targetPid ?? `${kind.noun} ${before.targetId}`} (${change.draft.sourceKey}) is not on the target any more, so that what has changed in Zephyr cannot be brought to it.`,
    );
  const sent = withoutFilled(written);
  refuseForeign(scope, current, change.draft);
  const isThere = kind.placeOf(current) === place;
  const isWritten = kind.compare(site, sent, current).length === 0;
  if (isThere && isWritten) return approveUnless(scope, current);
  refuseConflict(scope, before, current, change, isThere ? place : placeBefore);
  return write(scope, current, { ...change, isThere, isWritten });
}

/**
 * Refuses an object that is neither as it was loaded nor as it should become. A value that is missing because
 * its field was removed from the project is not an edit of the object.
 */
function refuseConflict<D extends Draft, O extends TargetObject, W extends ObjectWrite>(
  { site, kind }: KindScope<D, O, W>,
  { layout }: Created,
  current: O,
  { draft, loadedDraft, written: wanted }: Change<D, W>,
  place: Place,
): void {
  if (!loadedDraft) return;
  const isWritten = kind.compare(site, withoutFilled(wanted), current).length === 0;
  const then = site.asOf(layout);
  const { field } = kind.identity;
  const written = withoutFilled(kind.toWrite(then, loadedDraft, place));
  const loaded = field === null ? written : withoutLost(written, site.fieldsOf(field));
  const edited: readonly Difference[] = [
    ...(isWritten ? [] : kind.compare(then, loaded, current)),
    ...comparePlace(kind.placeNoun, place, kind.placeOf(current)),
  ];
  if (edited.length === 0) return;
  const fields = [...new Set(edited.map(({ field }) => field))].join(', ');
  throw new RecordError(
    'conflict_on_target',
    `${current.pid ?? kind.noun} (${draft.sourceKey}) was edited on the target since it was loaded (${fields}), and it has changed in Zephyr since too. It is left as it is: make the change there by hand, or undo the edit and run again.`,
  );
}

/** Guarded like a create: a worker that stood still must not overwrite what the next holder has written. */
async function write<D extends Draft, O extends TargetObject, W extends ObjectWrite>(
  scope: KindScope<D, O, W>,
  current: O,
  change: Change<D, W> & { readonly isThere: boolean; readonly isWritten: boolean },
): Promise<Version> {
  const { context, site, kind } = scope;
  const { id, versionId } = current;
  const { draft, place, written, isThere, isWritten } = change;
  const { move } = kind;
  if (move && !isThere) {
    if (kind.isTopClosed && place === null)
      throw new RecordError('update_unsupported', `${draft.sourceKey} ${TO_THE_TOP}`);
    await withSendGuard(context.assertHeld, () => move(site, id, place));
  }
  if (move && isWritten) return {};
  const updated = await withSendGuard(context.assertHeld, () =>
    kind.update(site, id, withFillings(written, current)),
  );
  return approveOnce(scope, { targetId: id, versionId: updated.versionId ?? versionId ?? null });
}

const TO_THE_TOP =
  'was moved to the top level in Zephyr since it was loaded, and the target has no call for that. Move it on the target by hand, then validate.';
