import type { MappingFile, TargetStatus } from '@z2q/contracts';

export const UNEXECUTED_STATUS = 'Unexecuted';
/** Stands in where the target has no status of the name; the note names the original. */
export const FALLBACK_STATUS = 'Incomplete';

/** The statuses both products come with, under their two names. */
const WELL_KNOWN: Readonly<Record<string, string>> = {
  pass: 'Passed',
  fail: 'Failed',
  blocked: 'Blocked',
  'in progress': FALLBACK_STATUS,
  'not executed': UNEXECUTED_STATUS,
};

export type MappedStatus = {
  readonly status: string;
  /** By the mapping file, so that the original name says something the new one does not. */
  readonly isRenamed: boolean;
};

/** Name of the target status: as the mapping file says, else the well-known pair, else the same name. */
export function mapExecutionStatus(name: string, mapping: MappingFile): MappedStatus {
  const own = Object.hasOwn(mapping.executionStatus, name) ? mapping.executionStatus[name] : undefined;
  const key = name.trim().toLowerCase();
  const known = Object.hasOwn(WELL_KNOWN, key) ? WELL_KNOWN[key] : undefined;
  return { status: own ?? known ?? name, isRenamed: own !== undefined && own !== name && own !== known };
}

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
