import type { Draft } from '@z2q/contracts';
import { hasKey, type ObjectWrite, shownKey, type TargetObject } from '@z2q/target';
import type { KindScope } from './kind-scope.ts';
import { RecordError } from './record-error.ts';

/**
 * Refuses to change an object that does not show the key of its record. On a site that has no place for the key,
 * nothing is refused here: callers that change the object compare its content and place themselves.
 * @throws {RecordError} for a foreign object.
 */
export function refuseForeign<D extends Draft, O extends TargetObject, W extends ObjectWrite>(
  { site, kind }: Pick<KindScope<D, O, W>, 'site' | 'kind'>,
  object: O,
  record: { readonly sourceId: string; readonly sourceKey: string | null },
): void {
  if (!hasKey(site, kind.identity)) return;
  const shown = shownKey(site, kind.identity, object);
  const key = kind.keyOf(record);
  if (shown === key) return;
  throw new RecordError(
    'conflict_on_target',
    `${object.pid ?? `${kind.noun} ${object.id}`} does not show the key ${key} of this record (${shown === null ? 'it shows none' : `it shows ${shown}`}), so it may be somebody else's and is left as it is. Give it back its key by hand, or delete it, and run again.`,
  );
}
