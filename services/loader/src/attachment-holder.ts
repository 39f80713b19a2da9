import type { AttachmentDraft } from '@z2q/contracts';
import type { TargetClient } from '@z2q/qtest';
import type { BatchContext } from '@z2q/runtime';
import { type Created, getMapped, isCreated, type Mapped } from '@z2q/store';
import type { Holder } from './load-attachments.ts';
import { DependencyError } from './load-each.ts';
import { loadStepsOf } from './steps-of.ts';

type Owner = AttachmentDraft['owner'];

/** Looks up which object of the target is to hold a file. @throws {DependencyError} from the look-up, when it did not arrive. */
export async function createFindHolder(
  context: BatchContext,
  target: TargetClient,
  drafts: readonly AttachmentDraft[],
): Promise<(draft: AttachmentDraft) => Promise<Holder>> {
  const { migration, store } = context;
  const idsOf = (...kinds: readonly Owner['kind'][]) =>
    drafts.filter(({ owner }) => kinds.includes(owner.kind)).map(({ owner }) => owner.sourceId);
  const testCases = await getMapped(store.read, migration.id, 'test_case', idsOf('test-case', 'test-step'));
  const logs = await getMapped(
    store.read,
    migration.id,
    'test_execution',
    idsOf('test-log', 'test-step-log'),
  );
  const releases = await getMapped(store.read, migration.id, 'test_plan', idsOf('release'));
  return async ({ owner }) => {
    switch (owner.kind) {
      case 'test-case':
        return { holder: 'test-cases', ownerId: arrived(testCases, owner).targetId };
      case 'test-step':
        return {
          holder: 'test-steps',
          ownerId: await stepId(context, target, arrived(testCases, owner), owner.stepIndex),
        };
      case 'test-log':
        return { holder: 'test-logs', ownerId: arrived(logs, owner).targetId };
      case 'test-step-log':
        return {
          holder: 'test-step-logs',
          ownerId: await stepLogId(target, arrived(logs, owner), owner.stepIndex),
        };
      case 'release':
        return { holder: 'releases', ownerId: arrived(releases, owner).targetId };
    }
  };
}

function arrived(mapped: ReadonlyMap<string, Mapped>, owner: Owner): Created {
  const found = mapped.get(owner.sourceId);
  if (!isCreated(found))
    throw new DependencyError('What it hangs on is not on the target. Retry it once that is.');
  return found;
}

async function stepId(
  context: BatchContext,
  target: TargetClient,
  testCase: Created,
  stepIndex: number,
): Promise<number> {
  const versions =
    testCase.versionId === null ? [] : [{ testCaseId: testCase.targetId, versionId: testCase.versionId }];
  const id = (await loadStepsOf(context, target, versions)).get(testCase.targetId)?.[stepIndex];
  if (id === undefined)
    throw new DependencyError(
      `The test case on the target has no step ${stepIndex + 1}. Restore it there, then retry.`,
    );
  return id;
}

/** Only the log itself tells the ids of its step logs. */
async function stepLogId(target: TargetClient, log: Created, stepIndex: number): Promise<number> {
  const logs = log.parentTargetId === null ? [] : await target.listTestLogs(log.parentTargetId);
  const stepLogs = logs.find((candidate) => candidate.id === log.targetId)?.stepLogs ?? [];
  const ordered = stepLogs.toSorted((left, right) => (left.order ?? 0) - (right.order ?? 0));
  const id = ordered[stepIndex]?.id ?? null;
  if (id === null)
    throw new DependencyError(
      `The log on the target has no step ${stepIndex + 1}. Restore it there, then retry.`,
    );
  return id;
}
