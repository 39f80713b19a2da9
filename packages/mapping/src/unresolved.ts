import type { Transformed } from '@z2q/contracts';

type Failed = Extract<Transformed<never>, { outcome: 'failed' }>;

/** A record that points to something that was not extracted: it fails instead of landing in the wrong place. */
export const unresolved = (what: string, who: string): Failed => ({
  outcome: 'failed',
  code: 'reference_unresolved',
  message: `${who} belongs to ${what}, which was not extracted or has failed. Mend that first, then retry.`,
});
