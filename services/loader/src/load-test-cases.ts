import type { TargetField, TargetTestCase, TestCaseDraft, TestCaseWrite } from '@z2q/contracts';
import { HttpError, withSendGuard } from '@z2q/http';
import { compareTestCase, readStamp, toTestCaseWrite, withoutFilled, ZEPHYR_KEY_FIELD } from '@z2q/mapping';
import type { TargetClient } from '@z2q/qtest';
import { type BatchContext, type BatchHandler, PauseRunError } from '@z2q/runtime';
import { type Created, type Creation, type DraftOf, getMapped, isCreated, type Mapped } from '@z2q/store';
import { loadFolderTargets } from './containers.ts';
import type { LoaderContext } from './context.ts';
import { createOnce } from './create-once.ts';
import { listTestCasesIn } from './list-test-cases.ts';
import { getSingleDrafts, type Loaded, loadEach } from './load-each.ts';
import { refuseConflict } from './refuse-conflict.ts';
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

async function loadTestCase(scope: Scope, stored: DraftOf<TestCaseDraft>): Promise<Loaded> {
  const { draft, contentHash, loadedDraft } = stored;
  const { context, target, fields, moduleOf, mapped } = scope;
  const { sourceId, sourceKey } = draft;
  const before = mapped.get(sourceId);
  const moduleId = moduleOf(draft.folderSourceId);
  const written = toTestCaseWrite(draft, { moduleId, fields });
  const { write, late } = written;
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
    ? await update(scope, created, withoutFilled(written), loadedDraft)
    : await approveOnce(scope, created.targetId, created.versionId, isCreated(before));
  const content = { contentHash, versionId, parentTargetId: moduleId };
  return { ...loaded, how: isUpdate ? 'updated' : 'created', content };
}

/** After a crash between creation and approval the case may be approved already, and approving it again would make a version. */
async function approveOnce(
  scope: Scope,
  targetId: number,
  versionId: number | null,
  mayBeApproved: boolean,
): Promise<number | null> {
  if (!scope.context.migration.options.approve) return versionId;
  const current = mayBeApproved ? await scope.target.getTestCase(targetId) : undefined;
  return current && isApproved(current) ? current.versionId : ((await approve(scope, targetId)) ?? versionId);
}

const isApproved = ({ version }: TargetTestCase): boolean =>
  version !== '0.0' && version?.endsWith('.0') === true;

/** Guarded like a create: a worker that has stood still must not raise a version that the next holder has approved. */
async function approve({ context, target }: Scope, targetId: number): Promise<number | null> {
  try {
    return (await withSendGuard(context.assertHeld, () => target.approveTestCase(targetId))).versionId;
  } catch (error) {
    throw error instanceof HttpError && error.code === 'forbidden' ? mayNotApprove(error) : error;
  }
}

/** No fault of the one case: none would get through. */
const mayNotApprove = (error: HttpError): PauseRunError =>
  new PauseRunError({
    reason: 'unauthorized',
    action: `The qTest token may not approve test cases (${error.message}). Give its user that right, and the run goes on by itself; or cancel it, roll back, and make the migration anew with the option approve=false.`,
    tryAgainMs: 60_000,
  });

/** What was sent already before a crash is not sent again; what somebody has edited since is left alone. */
async function update(
  scope: Scope,
  { targetId, parentTargetId }: Created,
  write: TestCaseWrite,
  loadedDraft: TestCaseDraft | null,
): Promise<number | null> {
  const { context, target, fields } = scope;
  const current = await target.getTestCase(targetId);
  if (compareTestCase(write, current, fields).length === 0)
    return approveOnce(scope, targetId, current.versionId, true);
  if (loadedDraft) {
    const moduleId = parentTargetId ?? write.parent_id;
    const loaded = withoutFilled(toTestCaseWrite(loadedDraft, { moduleId, fields }));
    refuseConflict(
      `${current.pid ?? 'The test case'} (${loadedDraft.sourceKey})`,
      compareTestCase(loaded, current, fields),
    );
  }
  const { versionId } = await withSendGuard(context.assertHeld, () => target.updateTestCase(targetId, write));
  return approveOnce(scope, targetId, versionId, false);
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
