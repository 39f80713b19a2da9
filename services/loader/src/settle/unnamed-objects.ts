import type { AttachmentDraft, Draft, EntityType, MappedType } from '@z2q/contracts';
import type { BatchContext } from '@z2q/runtime';
import { listDrafts, type Mapped } from '@z2q/store';
import {
  FILE,
  loadFileHolders,
  MODULE,
  RELEASE,
  readOrGone,
  type Site,
  TEST_CASE,
  TEST_CYCLE,
  TEST_LOG,
  TEST_SUITE,
  withoutClaimed,
} from '@z2q/target';
import type { Removal } from '../rollback/remove-each.ts';
import { type Remover, removerOf } from '../rollback/rollback-records.ts';
import { removerOfRuns } from '../rollback/rollback-runs.ts';
import type { RolledBackId } from '../rollback/rolled-back-id.ts';

/** How objects that were made of a record beside the one in the id map are found and taken away. */
export type UnnamedObjects = Pick<Removal, 'find' | 'refuse' | 'remove'>;

const KINDS: Readonly<Partial<Record<MappedType, readonly Remover[]>>> = {
  container: [removerOf(MODULE), removerOf(TEST_CYCLE), removerOf(TEST_SUITE)],
  folder: [removerOf(MODULE), removerOf(TEST_CYCLE)],
  test_case: [removerOf(TEST_CASE)],
  test_cycle: [removerOf(TEST_SUITE)],
  test_plan: [removerOf(RELEASE)],
};

/** For records of one type, given by their source ids. */
export async function openUnnamedObjects(
  context: BatchContext,
  site: Site,
  type: MappedType,
  sourceIds: readonly string[],
): Promise<UnnamedObjects> {
  if (type === 'test_run') return removerOfRuns(context, site);
  if (type === 'test_execution') return unnamedLogs(context, site);
  if (type === 'attachment') return unnamedFiles(context, site, sourceIds);
  const drafts = type === 'container' ? new Map() : await getDrafts<Draft>(context, type, sourceIds);
  const removers = (KINDS[type] ?? []).map((remover) => remover({ context, site, drafts }));
  const removerFor = (id: RolledBackId) => {
    const found = removers.find((remover) => remover.isFor(id));
    if (!found) throw new Error(`Nothing on the target is made of ${type} ${id.sourceId}`);
    return found;
  };
  return {
    find: (mapped, id) => removerFor(id).find(mapped, id),
    refuse: (targetId, id) => removerFor(id).refuse(targetId, id),
    remove: (targetId, id) => removerFor(id).remove(targetId, id),
  };
}

async function getDrafts<D extends Draft>(
  { store }: BatchContext,
  type: EntityType,
  sourceIds: readonly string[],
): Promise<ReadonlyMap<string, D>> {
  const stored = await listDrafts<D>(store.read, type, sourceIds);
  return new Map(stored.map(({ draft }) => [draft.sourceId, draft]));
}

/** The target has no call that deletes a log. */
const unnamedLogs = ({ store }: BatchContext, site: Site): UnnamedObjects => ({
  find: async ({ sourceKey, parentTargetId }) => {
    if (parentTargetId === null) return [];
    const logs = (await readOrGone(() => TEST_LOG.list(site, parentTargetId))) ?? [];
    const ours = logs.filter((log) => TEST_LOG.shownKey(log) === sourceKey);
    return (await withoutClaimed(store.read, ['test_execution'], ours)).map((log) => log.id);
  },
  refuse: async () => 'qTest has no call that deletes a test log.',
  remove: async () => undefined,
});

async function unnamedFiles(
  context: BatchContext,
  site: Site,
  sourceIds: readonly string[],
): Promise<UnnamedObjects> {
  const { store } = context;
  const drafts = await getDrafts<AttachmentDraft>(context, 'attachment', sourceIds);
  const holderOf = await loadFileHolders(store, site, [...drafts.values()]);
  const holderFor = ({ sourceId }: Pick<Mapped, 'sourceId'>) => {
    const draft = drafts.get(sourceId);
    const holder = draft && holderOf(draft);
    return holder && 'ownerId' in holder ? { draft, holder } : undefined;
  };
  return {
    find: async (mapped) => {
      const known = holderFor(mapped);
      if (!known) return [];
      const files = await FILE.list(site, known.holder);
      const free = await withoutClaimed(store.read, ['attachment'], files);
      const isSame = await Promise.all(free.map((file) => FILE.isOf(site, known.holder, file, known.draft)));
      return free.filter((_, index) => isSame[index]).map(({ id }) => id);
    },
    refuse: async () => undefined,
    remove: async (targetId, id) => {
      const known = holderFor(id);
      if (known) await FILE.remove(site, known.holder, targetId);
    },
  };
}
