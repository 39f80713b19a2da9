import type { TestSuiteDraft } from '@z2q/contracts';
import { toSuiteWrite, ZEPHYR_KEY_FIELD } from '@z2q/mapping';
import type { Container, TargetClient, TargetField, TargetSuite } from '@z2q/qtest';
import type { BatchContext, BatchHandler } from '@z2q/runtime';
import { type Creation, getMapped, isCreated, type Mapped } from '@z2q/store';
import { loadFolderTargets } from './containers.ts';
import type { LoaderContext } from './context.ts';
import { createOnce } from './create-once.ts';
import { type DraftOf, getSingleDrafts, type Loaded, loadEach } from './load-each.ts';
import { hasFieldValue, loadTargetSchema } from './target-schema.ts';

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
  { context, target, fields, cycleOf, mapped }: Scope,
  { draft, contentHash }: DraftOf<TestSuiteDraft>,
): Promise<Loaded> {
  const { sourceId, sourceKey } = draft;
  const before = mapped.get(sourceId);
  const parent: Container = { type: 'test-cycle', id: cycleOf(draft.folderSourceId) };
  const { write, late } = toSuiteWrite(draft, { fields });
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
      return findByKey(lists.flat(), fields, sourceKey);
    },
    create: async () => toCreation(await target.createSuite({ ...write, parent })),
  });
  if (isUpdate) {
    if (created.parentTargetId !== parent.id) await target.moveSuite(created.targetId, parent);
    await target.updateSuite(created.targetId, write);
  }
  return { ...loaded, how: isUpdate ? 'updated' : 'created' };
}

const findByKey = (
  suites: readonly TargetSuite[],
  fields: readonly TargetField[],
  key: string,
): readonly Creation[] =>
  suites.filter((suite) => hasFieldValue(fields, suite.properties, ZEPHYR_KEY_FIELD, key)).map(toCreation);

const toCreation = (suite: TargetSuite): Creation => ({
  targetId: suite.id,
  targetPid: suite.pid,
});
