import type { Draft } from '@z2q/contracts';
import { type Written, withoutFilled } from '@z2q/mapping';
import type { Created } from '@z2q/store';
import { comparePlace, type ObjectWrite, type Place, type TargetObject } from '@z2q/target';
import { approveUnless, type Version } from '../approve-once.ts';
import type { KindScope } from '../kind-scope.ts';
import { RecordError } from '../record-error.ts';
import { refuseForeign } from '../refuse-foreign.ts';

/**
 * Accepts an adopted object once it is as the migration would create it. What was last written to the object is unknown
 * here, so a difference may be somebody's edit and is not overwritten.
 * @throws {RecordError} when the object differs.
 */
export async function compareAdopted<D extends Draft, O extends TargetObject, W extends ObjectWrite>(
  scope: KindScope<D, O, W>,
  { targetId }: Created,
  { draft, place, written }: { readonly draft: D; readonly place: Place; readonly written: Written<W> },
): Promise<Version> {
  const { site, kind } = scope;
  const object = await kind.read(site, targetId, [place]);
  refuseForeign(scope, object, draft);
  const differences = [
    ...kind.compare(site, withoutFilled(written), object),
    ...comparePlace(kind.placeNoun, place, kind.placeOf(object)),
  ];
  if (differences.length === 0) return approveUnless(scope, object);
  const fields = [...new Set(differences.map(({ field }) => field))].join(', ');
  throw new RecordError(
    'conflict_on_target',
    `${object.pid ?? `${kind.noun} ${targetId}`} (${draft.sourceKey}) was adopted, and is not as this migration would make it (${fields}). Whether it was edited on the target or has changed in Zephyr since cannot be told here, so it is left as it is. Make them alike by hand and run again.`,
  );
}
