import type { ExecutionDraft, TargetLog, TestLogWrite } from '@z2q/contracts';
import { compareLog, type Difference, readStamp, toLogWrite, type WrittenLog } from '@z2q/mapping';
import type { Site } from '../site.ts';

/** The test case version of a log, and its step ids in order. */
export type LoggedVersion = { readonly versionId: number | null; readonly stepIds: readonly number[] };

/** The result of an execution. The target's API cannot delete a log; it is deleted with its run. */
export const TEST_LOG = {
  noun: 'Test log',
  shownKey: ({ note }: TargetLog): string | null => readStamp(note),
  list: ({ client, signal }: Site, runId: number): Promise<readonly TargetLog[]> =>
    client.listTestLogs(runId, signal),
  /** null: an execution that was never run has no log. */
  toWrite: (
    { statuses, fieldsOf }: Site,
    draft: ExecutionDraft,
    { versionId, stepIds }: LoggedVersion,
  ): WrittenLog | null =>
    toLogWrite(draft, {
      steps: stepIds.map((id, index) => ({ id, order: index + 1 })),
      statuses,
      versionId,
      fields: fieldsOf('test-runs'),
    }),
  create: ({ client }: Site, write: TestLogWrite, runId: number): Promise<TargetLog> =>
    client.createTestLog(runId, write),
  compare: ({ fieldsOf }: Site, sent: TestLogWrite, log: TargetLog): readonly Difference[] =>
    compareLog(sent, log, fieldsOf('test-runs')),
} as const;
