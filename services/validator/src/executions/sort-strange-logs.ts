import type { TargetLog } from '@z2q/contracts';
import type { BatchContext } from '@z2q/runtime';
import { findMappedByKey, findMappedByTarget } from '@z2q/store';
import { TEST_LOG, withoutClaimed } from '@z2q/target';
import { doubled, type Findings } from '../finding.ts';

/**
 * Of the given logs, those inside our runs that no id map names: doubles where they carry the key of a record of ours and are surely
 * there, else somebody else's.
 */
export async function sortStrangeLogs(
  { store, migration }: BatchContext,
  logs: readonly TargetLog[],
  isThere: (log: TargetLog) => Promise<boolean>,
): Promise<Findings> {
  const runIds = [...new Set(logs.flatMap((log) => log.runId ?? []))];
  const runs = await findMappedByTarget(store.read, migration.id, 'test_run', runIds);
  const inside = logs.filter((log) => log.runId !== null && runs.has(log.runId));
  const strangers = await withoutClaimed(store.read, ['test_execution'], inside);
  const keys = strangers.flatMap((log) => TEST_LOG.shownKey(log) ?? []);
  const records = await findMappedByKey(store.read, migration.id, 'test_execution', keys);
  const twins: Findings['records'][number][] = [];
  const foreign: Findings['foreign'][number][] = [];
  for (const log of strangers) {
    const record = records.get(TEST_LOG.shownKey(log) ?? '');
    const label = `${TEST_LOG.noun} ${log.id}`;
    if (!record) foreign.push({ targetId: log.id, label });
    else if (await isThere(log)) twins.push(doubled(record, label));
  }
  return { records: twins, foreign, lookedAt: inside.length };
}
