import type { TargetLog } from '@z2q/contracts';
import type { TargetClient } from '@z2q/qtest';
import type { BatchContext } from '@z2q/runtime';
import { listMappedByTarget } from '@z2q/store';
import type { Findings } from '../finding.ts';
import { readOrMissing } from '../read-or-missing.ts';
import { compareLogs } from './compare-logs.ts';
import { sortStrangeLogs } from './sort-strange-logs.ts';

/**
 * What a search page tells for sure: logs that are right, logs of somebody else in our runs, doubles. The index may lag, so a log
 * that looks wrong in it is left to the listing of its run.
 */
export async function compareFoundLogs(
  context: BatchContext,
  target: TargetClient,
  logs: readonly TargetLog[],
): Promise<Findings> {
  const { store, migration } = context;
  const byId = new Map(logs.map((log) => [log.id, log]));
  const mapped = await listMappedByTarget(store.read, migration.id, 'test_execution', [...byId.keys()]);
  const found = mapped.flatMap((execution) => {
    const log = byId.get(execution.targetId ?? 0);
    return log ? [{ mapped: execution, log }] : [];
  });
  const findings = await compareLogs(context, target, found);
  const strangers = await sortStrangeLogs(context, logs, (log) => isListed(context, target, log));
  const right = findings.filter((finding) => finding.fault === null);
  return { ...strangers, records: [...right, ...strangers.records] };
}

async function isListed({ signal }: BatchContext, target: TargetClient, log: TargetLog): Promise<boolean> {
  const { runId } = log;
  if (runId === null) return true;
  const listed = await readOrMissing(() => target.listTestLogs(runId, signal));
  return listed?.some((other) => other.id === log.id) ?? false;
}
