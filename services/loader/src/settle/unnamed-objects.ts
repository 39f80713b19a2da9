import type { Draft, MappedType } from '@z2q/contracts';
import type { BatchContext } from '@z2q/runtime';
import { getMapped, listDrafts } from '@z2q/store';
import {
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
import { openFileRemover } from '../rollback/file-remover.ts';
import { createLeaving } from '../rollback/leaving.ts';
import type { Removal } from '../rollback/remove-each.ts';
import type { Removing } from '../rollback/remove-object.ts';
import { choosing, lastWritten, type Remover, removerOf } from '../rollback/rollback-records.ts';
import { openRunRemover } from '../rollback/rollback-runs.ts';

/** Finds and deletes objects that were created for a record beside the one in the id map. */
export type UnnamedObjects = Removing & Pick<Removal, 'find'>;

const KINDS: Readonly<Partial<Record<MappedType, readonly Remover[]>>> = {
  container: [removerOf(MODULE), removerOf(TEST_CYCLE), removerOf(TEST_SUITE)],
  folder: [removerOf(MODULE), removerOf(TEST_CYCLE)],
  test_case: [removerOf(TEST_CASE)],
  test_cycle: [removerOf(TEST_SUITE)],
  test_plan: [removerOf(RELEASE)],
};

/** For the given records of one type. */
export async function openUnnamedObjects(
  context: BatchContext,
  site: Site,
  type: MappedType,
  sourceIds: readonly string[],
): Promise<UnnamedObjects> {
  if (type === 'test_run') {
    const rows = await getMapped(context.store.read, 'test_run', sourceIds);
    return openRunRemover(context, site, [...rows.values()]);
  }
  if (type === 'test_execution') return unnamedLogs(context, site);
  if (type === 'attachment') return openFileRemover(context, site, sourceIds);
  const drafts =
    type === 'container'
      ? new Map()
      : lastWritten(await listDrafts<Draft>(context.store.read, type, sourceIds));
  const leaving = createLeaving(context);
  return choosing((KINDS[type] ?? []).map((remover) => remover({ context, site, drafts, leaving })));
}

/** The target's API cannot delete a log. */
const unnamedLogs = ({ store }: BatchContext, site: Site): UnnamedObjects => ({
  find: async ({ sourceKey, parentTargetId }) => {
    if (parentTargetId === null) return [];
    const logs = (await readOrGone(() => TEST_LOG.list(site, parentTargetId))) ?? [];
    const ours = logs.filter((log) => TEST_LOG.shownKey(log) === sourceKey);
    return (await withoutClaimed(store.read, ['test_execution'], ours)).map((log) => log.id);
  },
  judge: async () => ({ is: 'ours' }),
  findInside: async () => ({
    code: 'rollback_blocked',
    fault: 'qTest has no call that deletes a test log.',
  }),
  isGuarded: () => false,
  remove: async () => undefined,
});
