import type { TargetLog } from '@z2q/contracts';
import type { BatchContext } from '@z2q/runtime';
import { getMappedByKey, getMappedByTarget } from '@z2q/store';
import { TEST_LOG, withoutClaimed } from '@z2q/target';
import { type Findings, toDoubled } from '../finding.ts';

/**
 * Sorts logs in our runs that no id map names: a double if the log shows the key of one of our records and certainly
 * exists, otherwise foreign.
 */
export async function sortUnmappedLogs(
  { store }: BatchContext,
  logs: readonly TargetLog[],
  isThere: (log: TargetLog) => Promise<boolean>,
): Promise<Findings> {
  const runIds = [...new Set(logs.flatMap((log) => log.runId ?? []))];
  const runs = await getMappedByTarget(store.read, 'test_run', runIds);
  const inside = logs.filter((log) => log.runId !== null && runs.has(log.runId));
  const unmapped = await withoutClaimed(store.read, ['test_execution'], inside);
  const keys = unmapped.flatMap((log) => TEST_LOG.shownKey(log) ?? []);
  const records = await getMappedByKey(store.read, 'test_execution', keys);
  const doubles: Findings['records'][number][] = [];
  const foreign: Findings['foreign'][number][] = [];
  for (const log of unmapped) {
    const record = records.get(TEST_LOG.shownKey(log) ?? '');
    const label = `${TEST_LOG.noun} ${log.id}`;
    if (!record) foreign.push({ targetId: log.id, label });
    else if (await isThere(log)) doubles.push(toDoubled(record, label));
  }
  return { records: doubles, foreign, lookedAt: inside.length };
}
