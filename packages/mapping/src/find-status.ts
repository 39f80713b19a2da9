import { FALLBACK_STATUS } from './execution-status.ts';
import type { StatusShape } from './target-shapes.ts';

/** The target's status of a name; without one `Incomplete`, else the default. Throws when the target has no status at all. */
export function findStatus(
  name: string,
  statuses: readonly StatusShape[],
): { readonly id: number; readonly isExact: boolean } {
  const own = byName(name, statuses);
  if (own !== undefined) return { id: own.id, isExact: true };
  const other =
    byName(FALLBACK_STATUS, statuses) ?? statuses.find(({ isDefault }) => isDefault) ?? statuses[0];
  if (other === undefined) throw new Error('The target project has no execution statuses.');
  return { id: other.id, isExact: false };
}

function byName(name: string, statuses: readonly StatusShape[]): StatusShape | undefined {
  const wanted = name.trim().toLowerCase();
  return (
    statuses.find((status) => status.name === name) ??
    statuses.find((status) => status.name.trim().toLowerCase() === wanted)
  );
}
