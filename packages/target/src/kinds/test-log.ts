import type { ExecutionDraft, TargetLog, TestLogWrite } from '@z2q/contracts';
import { compareLog, type Difference, readStamp, toLogWrite, type WrittenLog } from '@z2q/mapping';
import type { Site } from '../site.ts';

/** The version that a log is of, and its steps in order. */
export type LoggedVersion = { readonly versionId: number | null; readonly stepIds: readonly number[] };

/** The result of an execution. The target has no call that deletes one: it goes with its run. */
export const TEST_LOG = {
  noun: 'Test log',
  shownKey: ({ note }: TargetLog): string | null => readStamp(note),
  list: ({ client, signal }: Site, runId: number): Promise<readonly TargetLog[]> =>
    client.listTestLogs(runId, signal),
  /** null: an execution that was not run has none. */
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
