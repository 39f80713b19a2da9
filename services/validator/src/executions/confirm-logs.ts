import type { TargetLog } from '@z2q/contracts';
import type { BatchContext } from '@z2q/runtime';
import { pageFailures } from '@z2q/store';
import { readOrGone, type Site, TEST_LOG } from '@z2q/target';
import { foreignId } from '../commit-findings.ts';
import { toMissing, type Unseen } from '../find-unseen.ts';
import type { Findings, Foreign } from '../finding.ts';
import { compareLogs } from './compare-logs.ts';
import { sortUnmappedLogs } from './sort-unmapped-logs.ts';

/** Lists the logs of each run in question. The listing is authoritative, unlike the search. */
export async function confirmLogs(
  context: BatchContext,
  site: Site,
  unseen: readonly Unseen[],
): Promise<Findings> {
  const logs = await listLogs(site, unseen);
  const byId = new Map(logs.map((log) => [log.id, log]));
  const found = unseen.flatMap(({ mapped }) => {
    const log = mapped ? byId.get(mapped.targetId ?? 0) : undefined;
    return mapped && log ? [{ mapped, log }] : [];
  });
  const compared = await compareLogs(context, site, found);
  const judged = new Set(compared.map((finding) => finding.sourceId));
  const gone = unseen.filter((record) => !judged.has(record.sourceId));
  const unmapped = await sortUnmappedLogs(context, logs, async () => true);
  const foreign = await withoutKnown(context, unmapped.foreign);
  return {
    records: [...compared, ...gone.map((record) => toMissing(record, TEST_LOG.noun)), ...unmapped.records],
    foreign,
    lookedAt: foreign.length,
  };
}

async function listLogs(site: Site, unseen: readonly Unseen[]): Promise<readonly TargetLog[]> {
  const runIds = [...new Set(unseen.flatMap((record) => record.mapped?.parentTargetId ?? []))];
  const listed = await Promise.all(runIds.map((runId) => readOrGone(() => TEST_LOG.list(site, runId))));
  return listed.flatMap((some) => some ?? []);
}

/** Leaves out foreign logs that the search or another execution of the run has shown already, so that each is counted once. */
async function withoutKnown(
  { store }: BatchContext,
  foreign: readonly Foreign[],
): Promise<readonly Foreign[]> {
  if (foreign.length === 0) return [];
  const sourceIds = foreign.map(foreignId);
  const filter = { phase: 'validate', entityType: 'test_execution', sourceIds } as const;
  const known = await pageFailures(store.read, filter, sourceIds.length, null);
  const ids = new Set(known.map((failure) => failure.sourceId));
  return foreign.filter((log) => !ids.has(foreignId(log)));
}
