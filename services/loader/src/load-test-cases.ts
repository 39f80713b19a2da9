import type { TestCaseDraft } from '@z2q/contracts';
import { withSendGuard } from '@z2q/http';
import { readStamp, toTestCaseWrite, ZEPHYR_KEY_FIELD } from '@z2q/mapping';
import type { TargetClient, TargetField, TargetTestCase, TestCaseWrite } from '@z2q/qtest';
import type { BatchContext, BatchHandler } from '@z2q/runtime';
import { type Creation, getMapped, isCreated, type Mapped } from '@z2q/store';
import { loadFolderTargets } from './containers.ts';
import type { LoaderContext } from './context.ts';
import { createOnce } from './create-once.ts';
import { listTestCasesIn } from './list-test-cases.ts';
import { type DraftOf, getSingleDrafts, type Loaded, loadEach } from './load-each.ts';
import { hasFieldValue, loadTargetSchema } from './target-schema.ts';

type Scope = {
  readonly context: BatchContext;
  readonly target: TargetClient;
  readonly fields: readonly TargetField[];
  readonly moduleOf: (folderSourceId: string | null) => number;
  readonly mapped: ReadonlyMap<string, Mapped>;
};

/** Creates test cases in their modules and approves them; changes those whose source has changed since. */
export function createLoadTestCases({ targetOf, concurrency }: LoaderContext): BatchHandler {
  return async (context) => {
    const { batch, migration, store } = context;
    const drafts = await getSingleDrafts<TestCaseDraft>(context, 'test_case');
    const folderIds = drafts.flat().map(({ draft }) => draft.folderSourceId);
    const scope: Scope = {
      context,
      target: targetOf(migration.targetProjectId),
      fields: (await loadTargetSchema(context)).fieldsOf('test-cases'),
      moduleOf: await loadFolderTargets(context, 'TEST_CASE', folderIds),
      mapped: await getMapped(store.read, migration.id, 'test_case', batch.ids),
    };
    return loadEach(context, concurrency, 'test_case', drafts, (stored) => loadTestCase(scope, stored));
  };
}

async function loadTestCase(scope: Scope, { draft, contentHash }: DraftOf<TestCaseDraft>): Promise<Loaded> {
  const { context, target, fields, moduleOf, mapped } = scope;
  const { sourceId, sourceKey } = draft;
  const before = mapped.get(sourceId);
  const moduleId = moduleOf(draft.folderSourceId);
  const { write, late } = toTestCaseWrite(draft, { moduleId, fields });
  const loaded = { sourceId, sourceKey, late };
  if (before?.contentHash === contentHash) return { ...loaded, how: 'unchanged', content: { contentHash } };
  const isUpdate = isCreated(before) && before.contentHash !== null;
  const created = await createOnce(context, {
    entityType: 'test_case',
    sourceId,
    sourceKey,
    parentTargetId: moduleId,
    mapped: before,
    find: async ({ parentTargetId }) => {
      const moduleIds = new Set([moduleId, parentTargetId ?? moduleId]);
      const lists = await Promise.all([...moduleIds].map((id) => listTestCasesIn(target, id)));
      return findByKey(lists.flat(), fields, sourceKey);
    },
    create: async () => toCreation(await target.createTestCase(write)),
  });
  const versionId = isUpdate
    ? await update(scope, created.targetId, write)
    : await approveOnce(scope, created.targetId, created.versionId, isCreated(before));
  const content = { contentHash, versionId, parentTargetId: moduleId };
  return { ...loaded, how: isUpdate ? 'updated' : 'created', content };
}

/** After a crash between creation and approval the case may be approved already, and approving it again would make a version. */
async function approveOnce(
  { context, target }: Scope,
  targetId: number,
  versionId: number | null,
  mayBeApproved: boolean,
): Promise<number | null> {
  if (!context.migration.options.approve) return versionId;
  const current = mayBeApproved ? await target.getTestCase(targetId) : undefined;
  if (current?.version?.endsWith('.0') && current.version !== '0.0') return current.versionId;
  return (await approve(context, target, targetId)) ?? versionId;
}

/** Guarded like a create: a worker that has stood still must not raise a version that the next holder has approved. */
const approve = async (
  { assertHeld }: BatchContext,
  target: TargetClient,
  targetId: number,
): Promise<number | null> =>
  (await withSendGuard(assertHeld, () => target.approveTestCase(targetId))).versionId;

async function update(
  { context, target }: Scope,
  targetId: number,
  write: TestCaseWrite,
): Promise<number | null> {
  const { versionId } = await withSendGuard(context.assertHeld, () => target.updateTestCase(targetId, write));
  return context.migration.options.approve ? approve(context, target, targetId) : versionId;
}

const findByKey = (
  testCases: readonly TargetTestCase[],
  fields: readonly TargetField[],
  key: string,
): readonly Creation[] =>
  testCases
    .filter(
      (testCase) =>
        hasFieldValue(fields, testCase.properties, ZEPHYR_KEY_FIELD, key) ||
        readStamp(testCase.description) === key,
    )
    .map(toCreation);

const toCreation = (testCase: TargetTestCase): Creation => ({
  targetId: testCase.id,
  targetPid: testCase.pid,
  versionId: testCase.versionId,
});
