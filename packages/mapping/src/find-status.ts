import { FALLBACK_STATUS } from './execution-status.ts';
import type { StatusShape } from './target-shapes.ts';

/** The target's active status of a name; without one `Incomplete`, else the default. Throws when the target has no active status. */
export function findStatus(
  name: string,
  statuses: readonly StatusShape[],
): { readonly id: number; readonly isExact: boolean } {
  const active = statuses.filter(({ isActive }) => isActive);
  const own = byName(name, active);
  if (own !== undefined) return { id: own.id, isExact: true };
  const other = byName(FALLBACK_STATUS, active) ?? active.find(({ isDefault }) => isDefault) ?? active[0];
  if (other === undefined) throw new Error('The target project has no active execution statuses.');
  return { id: other.id, isExact: false };
}

function byName(name: string, statuses: readonly StatusShape[]): StatusShape | undefined {
  const wanted = name.trim().toLowerCase();
  return (
    statuses.find((status) => status.name === name) ??
    statuses.find((status) => status.name.trim().toLowerCase() === wanted)
  );
}
