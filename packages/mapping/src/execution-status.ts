import type { MappingFile } from '@z2q/contracts';

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
