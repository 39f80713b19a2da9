import { readStamp } from '@z2q/mapping';
import type { TargetClient, TargetLog } from '@z2q/qtest';
import type { BatchContext } from '@z2q/runtime';
import { findMappedByKey, findMappedByTarget, listMappedByTarget, listTakenTargets } from '@z2q/store';
import { doubled, type Finding, type Findings } from '../finding.ts';
import { readOrMissing } from '../read-or-missing.ts';
import { compareLogs } from './compare-logs.ts';

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
  const strangers = await sortStrangers(context, target, logs);
  const right = findings.filter((finding) => finding.fault === null);
  return { ...strangers, records: [...right, ...strangers.records] };
}

async function sortStrangers(
  context: BatchContext,
  target: TargetClient,
  logs: readonly TargetLog[],
): Promise<Findings> {
  const { store, migration } = context;
  const runIds = [...new Set(logs.flatMap((log) => log.runId ?? []))];
  const runs = await findMappedByTarget(store.read, migration.id, 'test_run', runIds);
  const inside = logs.filter((log) => log.runId !== null && runs.has(log.runId));
  const taken = await listTakenTargets(
    store.read,
    'test_execution',
    inside.map((log) => log.id),
  );
  const strangers = inside.filter((log) => !taken.has(log.id));
  const keys = strangers.flatMap((log) => readStamp(log.note) ?? []);
  const records = await findMappedByKey(store.read, migration.id, 'test_execution', keys);
  const twins: Finding[] = [];
  const foreign: TargetLog[] = [];
  for (const log of strangers) {
    const record = records.get(readStamp(log.note) ?? '');
    if (!record) foreign.push(log);
    else if (await isThere(context, target, log)) twins.push(doubled(record, `Test log ${log.id}`));
  }
  return {
    records: twins,
    foreign: foreign.map((log) => ({ targetId: log.id, label: `Test log ${log.id}` })),
    lookedAt: inside.length,
  };
}

async function isThere({ signal }: BatchContext, target: TargetClient, log: TargetLog): Promise<boolean> {
  const { runId } = log;
  if (runId === null) return true;
  const listed = await readOrMissing(() => target.listTestLogs(runId, signal));
  return listed?.some((other) => other.id === log.id) ?? false;
}
