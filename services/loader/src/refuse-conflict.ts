import type { Difference } from '@z2q/mapping';
import { ConflictError } from './load-each.ts';

/**
 * Leaves an object alone that is not on the target as it was loaded.
 * @throws {ConflictError} naming what was edited there.
 */
export function refuseConflict(name: string, edited: readonly Difference[]): void {
  if (edited.length === 0) return;
  const fields = [...new Set(edited.map(({ field }) => field))].join(', ');
  throw new ConflictError(
    `${name} was edited on the target since it was loaded (${fields}), and it has changed in Zephyr since too. It is left as it is: make the change there by hand, or undo the edit and run again.`,
  );
}
