import { readStamp } from '@z2q/mapping';
import type { TargetClient, TargetLog } from '@z2q/qtest';
import type { BatchContext } from '@z2q/runtime';
import { listTakenTargets } from '@z2q/store';
import { toMissing, type Unseen } from '../find-unseen.ts';
import { doubled, type Finding, type Findings, NO_FINDINGS } from '../finding.ts';
import { readOrMissing } from '../read-or-missing.ts';
import { compareLogs } from './compare-logs.ts';

/** Lists the logs of each run in question: what the listing says is the last word. */
export async function confirmLogs(
  context: BatchContext,
  target: TargetClient,
  unseen: readonly Unseen[],
): Promise<Findings> {
  const runIds = [...new Set(unseen.flatMap((record) => record.mapped?.parentTargetId ?? []))];
  const listed = await Promise.all(
    runIds.map((runId) => readOrMissing(() => target.listTestLogs(runId, context.signal))),
  );
  const logs = listed.flatMap((some) => some ?? []);
  const byId = new Map(logs.map((log) => [log.id, log]));
  const found = unseen.flatMap(({ mapped }) => {
    const log = mapped ? byId.get(mapped.targetId ?? 0) : undefined;
    return mapped && log ? [{ mapped, log }] : [];
  });
  const compared = await compareLogs(context, target, found);
  const judged = new Set(compared.map((finding) => finding.sourceId));
  const gone = unseen.filter((record) => !judged.has(record.sourceId));
  return {
    ...NO_FINDINGS,
    records: [
      ...compared,
      ...gone.map((record) => toMissing(record, 'Test log')),
      ...(await findDoubles(context, unseen, logs)),
    ],
  };
}

async function findDoubles(
  { store }: BatchContext,
  unseen: readonly Unseen[],
  logs: readonly TargetLog[],
): Promise<readonly Finding[]> {
  const byKey = new Map(unseen.map((record) => [record.sourceKey ?? '', record]));
  const ids = logs.map((log) => log.id);
  const taken = await listTakenTargets(store.read, 'test_execution', ids);
  return logs.flatMap((log) => {
    const record = byKey.get(readStamp(log.note) ?? '');
    return record && !taken.has(log.id) ? [doubled(record, `Test log ${log.id}`)] : [];
  });
}
