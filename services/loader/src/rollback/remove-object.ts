import type { RecordFailure } from '@z2q/contracts';
import { HttpError, withSendGuard } from '@z2q/http';
import type { BatchContext } from '@z2q/runtime';
import type { Mapped, RolledBackId } from '@z2q/store';

/** An object of the target that is to be taken away, and the record that it was made of. */
export type Condemned = {
  readonly targetId: number;
  readonly id: RolledBackId;
  /** What the id map says of the record; undefined: nothing, so the object is a double of what is gone. */
  readonly row: Mapped | undefined;
};

/** How an object stands as it was just read. Only one that showed our key is ours. */
export type Standing =
  | { readonly is: 'gone' | 'ours' }
  /** `changed`: ours, edited or built upon by somebody since. `foreign`: our key is not on it. */
  | { readonly is: 'changed' | 'foreign'; readonly fault: string };

/** Why an object stays. */
export type Objection = Pick<RecordFailure, 'code'> & { readonly fault: string };

/** How objects are looked at and deleted. */
export type Removing = {
  readonly judge: (condemned: Condemned) => Promise<Standing>;
  /** Says which of what is in it stays; undefined: nothing is known to. */
  readonly findInside: (condemned: Condemned) => Promise<Objection | undefined>;
  /** The target itself refuses to delete one with anything in it. */
  readonly isGuarded: (id: RolledBackId) => boolean;
  /** Deletes one object; one that is gone already is as good. */
  readonly remove: (condemned: Condemned) => Promise<void>;
};

/**
 * Every delete of a record's object passes here: it was read, and showed our key. What somebody has changed or built upon
 * goes by force alone, and what has something in it that stays not even so. @returns why it stays.
 */
export async function removeObject(
  { run, assertHeld }: Pick<BatchContext, 'run' | 'assertHeld'>,
  { judge, findInside, isGuarded, remove }: Removing,
  condemned: Condemned,
): Promise<Objection | undefined> {
  const standing = await judge(condemned);
  if (standing.is === 'gone') return undefined;
  if (standing.is === 'foreign' || (standing.is === 'changed' && !run.isForced))
    return { code: 'changed_on_target', fault: `${standing.fault} ${WHAT_TO_DO[standing.is]}` };
  const inside = run.isDryRun || !isGuarded(condemned.id) ? await findInside(condemned) : undefined;
  if (inside || run.isDryRun) return inside;
  try {
    await withSendGuard(assertHeld, () => remove(condemned));
    return undefined;
  } catch (error) {
    if (!(error instanceof HttpError && error.code === 'refused')) throw error;
    return (await findInside(condemned)) ?? toRefusal(error);
  }
}

const WHAT_TO_DO = {
  changed: 'Keep it, or undo that and roll back again; a rollback with force deletes it as it is.',
  foreign: 'Not even force deletes it: delete it by hand if nobody needs it.',
} as const;

const toRefusal = ({ message }: HttpError): Objection => ({
  code: 'rollback_blocked',
  fault: `The target refuses to delete it: ${message}`,
});
