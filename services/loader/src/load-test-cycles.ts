import type { Container, TargetField, TargetSuite, TestSuiteDraft } from '@z2q/contracts';
import { compareSuite, toSuiteWrite, withoutFilled } from '@z2q/mapping';
import type { TargetClient } from '@z2q/qtest';
import type { BatchContext, BatchHandler } from '@z2q/runtime';
import { type Created, type Creation, type DraftOf, getMapped, isCreated, type Mapped } from '@z2q/store';
import { loadFolderTargets } from './containers.ts';
import type { LoaderContext } from './context.ts';
import { createOnce } from './create-once.ts';
import { getSingleDrafts, type Loaded, loadEach } from './load-each.ts';
import { refuseConflict } from './refuse-conflict.ts';
import { isOf, loadTargetSchema } from './target-schema.ts';

type Scope = {
  readonly context: BatchContext;
  readonly target: TargetClient;
  readonly fields: readonly TargetField[];
  readonly cycleOf: (folderSourceId: string | null) => number;
  readonly mapped: ReadonlyMap<string, Mapped>;
};

/** A Zephyr cycle becomes a test suite in its folder's test cycle. */
export function createLoadTestCycles({ targetOf, concurrency }: LoaderContext): BatchHandler {
  return async (context) => {
    const { batch, migration, store } = context;
    const drafts = await getSingleDrafts<TestSuiteDraft>(context, 'test_cycle');
    const folderIds = drafts.flat().map(({ draft }) => draft.folderSourceId);
    const scope: Scope = {
      context,
      target: targetOf(migration.targetProjectId),
      fields: (await loadTargetSchema(context)).fieldsOf('test-suites'),
      cycleOf: await loadFolderTargets(context, 'TEST_CYCLE', folderIds),
      mapped: await getMapped(store.read, migration.id, 'test_cycle', batch.ids),
    };
    return loadEach(context, concurrency, 'test_cycle', drafts, (stored) => loadTestCycle(scope, stored));
  };
}

async function loadTestCycle(
  scope: Scope,
  { draft, contentHash, loadedDraft }: DraftOf<TestSuiteDraft>,
): Promise<Loaded> {
  const { context, target, fields, cycleOf, mapped } = scope;
  const { sourceId, sourceKey } = draft;
  const before = mapped.get(sourceId);
  const parent: Container = { type: 'test-cycle', id: cycleOf(draft.folderSourceId) };
  const written = toSuiteWrite(draft, { fields });
  const { write, late } = written;
  const loaded = { sourceId, sourceKey, late, content: { contentHash, parentTargetId: parent.id } };
  if (before?.contentHash === contentHash) return { ...loaded, how: 'unchanged' };
  const isUpdate = isCreated(before) && before.contentHash !== null;
  const created = await createOnce(context, {
    entityType: 'test_cycle',
    sourceId,
    sourceKey,
    parentTargetId: parent.id,
    mapped: before,
    find: async ({ parentTargetId }) => {
      const cycleIds = new Set([parent.id, parentTargetId ?? parent.id]);
      const lists = await Promise.all(
        [...cycleIds].map((id) => target.listSuites({ type: 'test-cycle', id })),
      );
      const record = { key: sourceKey, name: write.name };
      return lists
        .flat()
        .filter((suite) => isOf(fields, suite, record))
        .map(toCreation);
    },
    create: async () => toCreation(await target.createSuite({ ...write, parent })),
  });
  if (isUpdate) await update(scope, created, { ...withoutFilled(written), parent }, loadedDraft);
  return { ...loaded, how: isUpdate ? 'updated' : 'created' };
}

/** What somebody has edited since is left alone; a suite that is as it is to be, after a crash, stays so. */
async function update(
  { target, fields }: Scope,
  { targetId, parentTargetId }: Created,
  { parent, ...write }: ReturnType<typeof toSuiteWrite>['write'] & { readonly parent: Container },
  loadedDraft: TestSuiteDraft | null,
): Promise<void> {
  const current = await target.getSuite(targetId);
  const isWritten = compareSuite(write, current, fields).length === 0;
  if (loadedDraft && !isWritten) {
    const loaded = withoutFilled(toSuiteWrite(loadedDraft, { fields }));
    refuseConflict(
      `${current.pid ?? 'The suite'} (${loadedDraft.sourceKey})`,
      compareSuite(loaded, current, fields),
    );
  }
  if (parentTargetId !== parent.id) await target.moveSuite(targetId, parent);
  if (!isWritten) await target.updateSuite(targetId, write);
}

const toCreation = (suite: TargetSuite): Creation => ({
  targetId: suite.id,
  targetPid: suite.pid,
});
