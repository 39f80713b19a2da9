import type { SourceExecution, Transformed } from '@z2q/contracts';

type Failed = Extract<Transformed<never>, { outcome: 'failed' }>;

/** An execution that tells its test case by an id that is no test case's. */
export const unnamed = ({ key, testCaseKey }: Pick<SourceExecution, 'key' | 'testCaseKey'>): Failed => ({
  outcome: 'failed',
  code: 'reference_unresolved',
  message: `${key} names its test case by the id ${testCaseKey.slice(1) || '(none)'} and not by a link, and no test case of the project has that id: it may be one of a version, which Zephyr finds no case by. Correct it in Zephyr, then run again.`,
});

/** A record that points to something that was not extracted: it fails instead of landing in the wrong place. */
export const unresolved = (what: string, who: string): Failed => ({
  outcome: 'failed',
  code: 'reference_unresolved',
  message: `${who} belongs to ${what}, which was not extracted or has failed. Mend that first, then retry.`,
});
