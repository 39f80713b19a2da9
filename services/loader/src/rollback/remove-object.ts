import type { RecordFailure } from '@z2q/contracts';
import { HttpError, withSendGuard } from '@z2q/http';
import type { BatchContext } from '@z2q/runtime';
import type { Mapped, RolledBackId } from '@z2q/store';

/** An object on the target that is to be deleted, and the record it was created for. */
export type Condemned = {
  readonly targetId: number;
  readonly id: RolledBackId;
  /** Id map row of the record; undefined: there is none, so the object is a double of an object that is gone. */
  readonly row: Mapped | undefined;
};

/** Judgement about an object that was just read. An object is ours only if it shows our key. */
export type Standing =
  | { readonly is: 'gone' | 'ours' }
  /**
   * `changed`: ours, but somebody has edited it or added to it. `foreign`: it does not show our key, so it may be
   * somebody else's.
   */
  | { readonly is: 'changed' | 'foreign'; readonly fault: string };

/** Why an object stays. */
export type Objection = Pick<RecordFailure, 'code'> & { readonly fault: string };

/** How objects are read and deleted. */
export type Removing = {
  readonly judge: (condemned: Condemned) => Promise<Standing>;
  /** Finds something inside the object that stays; undefined: nothing known. */
  readonly findInside: (condemned: Condemned) => Promise<Objection | undefined>;
  /** Whether the target itself refuses to delete such an object unless it is empty. */
  readonly isGuarded: (id: RolledBackId) => boolean;
  /** Deletes one object. An object that is gone already is no error. */
  readonly remove: (condemned: Condemned) => Promise<void>;
};

/**
 * Every deletion of a record's object goes through here. The object is read first and must be recognised as
 * ours: by its key, a file by its name and bytes. A changed object is deleted only by a forced rollback. An
 * object with something inside that stays is never deleted.
 * @returns why the object stays.
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
