import type { SourceExecution, Transformed } from '@z2q/contracts';

type Failed = Extract<Transformed<never>, { outcome: 'failed' }>;

/** Failure of an execution that refers to its test case by an id that no test case has. */
export const unnamed = ({ key, testCaseKey }: Pick<SourceExecution, 'key' | 'testCaseKey'>): Failed => ({
  outcome: 'failed',
  code: 'reference_unresolved',
  message: `${key} names its test case by the id ${testCaseKey.slice(1) || '(none)'} and not by a link, and no test case of the project has that id: it may be one of a version, which Zephyr finds no case by. Correct it in Zephyr, then run again.`,
});

/** Failure of a record that refers to something that was not extracted. It fails instead of landing in the wrong place. */
export const unresolved = (what: string, who: string): Failed => ({
  outcome: 'failed',
  code: 'reference_unresolved',
  message: `${who} belongs to ${what}, which was not extracted or has failed. Mend that first, then retry.`,
});
