import type { NewStaged, NewStagedExecution } from './staged.ts';

/**
 * The position of a staged record in the order in which batches are cut, as one text, so that a page begins after the
 * key of the last record: folders level by level, cases and cycles folder by folder, executions test run by test run
 * and oldest first. The parts are separated by a blank, which sorts before every other character in them.
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
   * The part that executions of one test run share: cycle, case and environment. They are never split between batches,
   * so that only one worker at a time creates the run.
   */
  testRunOf: (key: string): string => key.split(' ', 3).join('|'),
  /** Upper bound of the keys of all executions of the same test run. */
  endOfTestRun: (key: string): string => `${key.split(' ', 3).join(' ')}!`,
  levelOfFolder: (key: string): number => Number(key.slice(0, 5)),
  /** Bounds of the keys of records without a folder or cycle. */
  unfiled: { from: ' ', to: '!' },
} as const;

const padded = (value: number, digits: number): string => String(value).padStart(digits, '0');
/** Prefixes an id with its length, so that numeric ids sort as numbers. */
const numbered = (id: string): string => `${padded(id.length, 3)}${id}`;
