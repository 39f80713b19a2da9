import type { TargetStatus } from '@z2q/contracts';
import { FALLBACK_STATUS } from './execution-status.ts';

/** The target's active status of a name; without one `Incomplete`, else the default. Throws when the target has no active status. */
export function findStatus(
  name: string,
  statuses: readonly TargetStatus[],
): { readonly id: number; readonly isExact: boolean } {
  const active = statuses.filter(({ isActive }) => isActive);
  const own = byName(name, active);
  if (own !== undefined) return { id: own.id, isExact: true };
  const other = byName(FALLBACK_STATUS, active) ?? active.find(({ isDefault }) => isDefault) ?? active[0];
  if (other === undefined) throw new Error('The target project has no active execution statuses.');
  return { id: other.id, isExact: false };
}

function byName(name: string, statuses: readonly TargetStatus[]): TargetStatus | undefined {
  const wanted = name.trim().toLowerCase();
  return (
    statuses.find((status) => status.name === name) ??
    statuses.find((status) => status.name.trim().toLowerCase() === wanted)
  );
}
