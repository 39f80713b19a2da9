import type { EntityType, RecordFailure } from '@z2q/contracts';
import { expect, test } from 'vitest';
import { retryRun } from '../orchestration/retry-run.ts';
import { saveAttachments } from '../tables/attachments.ts';
import { storeFailures } from '../tables/failures.ts';
import { saveFolders } from '../tables/folders.ts';
import { finishRun } from '../tables/runs.ts';
import { saveListed, saveListedExecutions } from '../tables/staged.ts';
import { NOW, type OpenTestStore, type TestStore } from './open-test-store.ts';

const FOLDER = { name: 'A', path: '/A', depth: 0, folderType: 'TEST_CASE', index: 0, raw: {} } as const;

const EXECUTION = { folderId: null, environmentId: null, actualEnd: null, raw: {} } as const;

/** Two folders, each with a subfolder, a case in that, an execution of the case and a file of the execution. */
async function openFailedRun(kit: TestStore) {
  const migration = await kit.migrate();
  const { id, store } = await kit.begin(migration, ['load']);
  await store.write(async (tx) => {
    for (const [name, outer] of [
      ['a', '10'],
      ['b', '20'],
    ] as const) {
      const at = (offset: number) => String(Number(outer) + offset);
      const key = `WEB-T${outer}`;
      await saveFolders(tx, [
        { ...FOLDER, sourceId: outer, parentId: null },
        { ...FOLDER, sourceId: at(1), parentId: outer },
      ]);
      await saveListed(tx, 'test_case', [{ sourceId: at(2), sourceKey: key, folderId: at(1), raw: {} }]);
      await saveListedExecutions(tx, [
        { ...EXECUTION, sourceId: at(3), sourceKey: `WEB-E${outer}`, testCaseKey: key, cycleId: null },
      ]);
      const owner = { kind: 'test_execution', ownerId: at(3) } as const;
      await saveAttachments(tx, [
        { sourceId: at(4), attachmentId: '1', name, owner, ownerKey: `WEB-E${outer}`, raw: {} },
      ]);
      const fail = (entityType: EntityType, sourceId: string, code: RecordFailure['code']) =>
        storeFailures(tx, {
          phase: 'load',
          entityType,
          failures: [{ sourceId, sourceKey: entityType === 'test_case' ? key : null, code, message: 'No' }],
          now: NOW,
        });
      await fail('folder', outer, 'target_refused');
      await fail('folder', at(1), 'dependency_failed');
      await fail('test_case', at(2), 'dependency_failed');
      await fail('test_execution', at(3), 'dependency_failed');
      await fail('attachment', at(4), 'dependency_failed');
    }
    await finishRun(tx, id, 'completed_with_failures', NOW);
  });
  return id;
}

/** Tests what is retried together with a record that others depend on. */
export function registerDependents(openTestStore: OpenTestStore): void {
  test.each([
    { filter: { sourceIds: ['10'] }, requeued: 5 },
    { filter: { sourceIds: ['12'] }, requeued: 3 },
    { filter: { sourceIds: ['13'] }, requeued: 2 },
    { filter: { sourceIds: ['14', '24'] }, requeued: 2 },
    { filter: { code: 'target_refused' }, requeued: 10 },
    { filter: {}, requeued: 10 },
  ] as const)(
    'a retry of $filter requeues what depends on those and nothing else',
    async ({ filter, requeued }) => {
      await using kit = await openTestStore();
      const id = await openFailedRun(kit);

      const retried = await kit.store.write((tx) =>
        retryRun(tx, id, 'sourceIds' in filter ? { sourceIds: [...filter.sourceIds] } : filter, NOW),
      );

      expect(retried.requeued).toBe(requeued);
    },
  );
}
