import type { TargetLog } from '@z2q/contracts';
import type { BatchContext } from '@z2q/runtime';
import { listMappedByTarget } from '@z2q/store';
import { readOrGone, type Site, TEST_LOG } from '@z2q/target';
import type { Findings } from '../finding.ts';
import { compareLogs } from './compare-logs.ts';
import { sortUnmappedLogs } from './sort-unmapped-logs.ts';

/**
 * Findings that a search page proves: correct logs, foreign logs in our runs, and doubles. The search index may lag, so
 * a log that looks wrong is judged later by the listing of its run.
 */
export async function compareFoundLogs(
  context: BatchContext,
  site: Site,
  logs: readonly TargetLog[],
): Promise<Findings> {
  const { store } = context;
  const byId = new Map(logs.map((log) => [log.id, log]));
  const mapped = await listMappedByTarget(store.read, 'test_execution', [...byId.keys()]);
  const found = mapped.flatMap((execution) => {
    const log = byId.get(execution.targetId ?? 0);
    return log ? [{ mapped: execution, log }] : [];
  });
  const findings = await compareLogs(context, site, found);
  const unmapped = await sortUnmappedLogs(context, logs, (log) => isListed(site, log));
  const right = findings.filter((finding) => finding.fault === null);
  return { ...unmapped, records: [...right, ...unmapped.records] };
}

async function isListed(site: Site, log: TargetLog): Promise<boolean> {
  const { runId } = log;
  if (runId === null) return true;
  const listed = await readOrGone(() => TEST_LOG.list(site, runId));
  return listed?.some((other) => other.id === log.id) ?? false;
}
