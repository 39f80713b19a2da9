import { createHash } from 'node:crypto';
import type { LedgerEntry } from '@z2q/contracts';

/** Hash that tells whether two readings of the target gave the same entries; null: there are none. */
export const hashLate = (late: readonly LedgerEntry[]): string | null =>
  late.length === 0
    ? null
    : createHash('sha256').update(JSON.stringify(late)).digest('base64url').slice(0, 22);
