import type { NewStaged, NewStagedExecution } from './staged.ts';

/**
 * Where a staged record stands in the order that batches are cut in, as one text, so that a page of records begins after
 * the key of another: folders level by level, cases and cycles folder by folder, executions test run by test run and
 * oldest first. A blank stands between the parts, since it sorts before all that is in them.
 */
export const planKey = {
  ofFolder: (folder: {
    readonly depth: number;
    readonly folderType: string;
    readonly parentId: string | null;
    readonly index: number;
    readonly sourceId: string;
  }): string =>
    [
      padded(folder.depth, 5),
      folder.folderType,
      folder.parentId ?? '',
      padded(folder.index, 8),
      numbered(folder.sourceId),
    ].join(' '),
  ofListed: ({ folderId, sourceId }: NewStaged): string => `${folderId ?? ''} ${numbered(sourceId)}`,
  ofExecution: (execution: NewStagedExecution): string =>
    [
      execution.cycleId ?? '',
      execution.testCaseKey,
      execution.environmentId ?? '',
      execution.actualEnd ?? '',
      numbered(execution.sourceId),
    ].join(' '),
  /**
   * What executions of one test run have in common: cycle, case and environment. The run is made once only, by one worker at a
   * time, so they are never in two batches.
   */
  testRunOf: (key: string): string => key.split(' ', 3).join('|'),
  /** Before this are the keys of all executions of the same test run. */
  endOfTestRun: (key: string): string => `${key.split(' ', 3).join(' ')}!`,
  levelOfFolder: (key: string): number => Number(key.slice(0, 5)),
  /** Keys of records without a folder or cycle lie between these. */
  unfiled: { from: ' ', to: '!' },
} as const;

const padded = (value: number, digits: number): string => String(value).padStart(digits, '0');
/** Ids of digits sort as the numbers they are. */
const numbered = (id: string): string => `${padded(id.length, 3)}${id}`;
