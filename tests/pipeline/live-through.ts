import { type CheckpointItem, PHASES, type RunView } from '@z2q/contracts';
import type { ZephyrProject } from '@z2q/sandbox';
import type { Pipeline } from '../kit/open-pipeline.ts';
import type { Rows } from '../kit/to-changes.ts';
import { startRollback } from '../scenario/roll-back.ts';
import { toComparable } from '../scenario/to-comparable.ts';

export type Life = {
  /** Counts of each run, and the content of the target after it. */
  readonly outcomes: Rows;
  /** Number of batches of all runs. */
  readonly batches: number;
};

/**
 * Lets a migration go through everything that makes work for a handler: a whole run, then, after a change in
 * the source, one run of each phase alone, and a rollback.
 */
export async function liveThrough(kit: Pipeline, began: Date): Promise<Life> {
  const { api, targetProject, zephyr } = kit;
  // There is nothing to adopt, but it is searched for.
  const migrationId = await kit.migrateTo(1, { adopt: true });
  const outcomes: Record<string, readonly string[]> = {};
  let batches = 0;
  const finish = async (name: string, runId: string): Promise<void> => {
    const run = await api.waitForRun(runId);
    outcomes[name] = toRows(run);
    for (const [table, rows] of Object.entries(toComparable(targetProject(1), began)))
      outcomes[`${table} after ${name}`] = rows;
    const path = `/v1/runs/${runId}/checkpoints?limit=1000`;
    batches += (await api.get<{ items: CheckpointItem[] }>(path)).items.length;
  };
  await finish('whole run', await api.startRun(migrationId));
  for (const project of zephyr.data.projects) changeSource(project);
  for (const phase of PHASES) await finish(phase, await api.startRun(migrationId, [phase]));
  await finish('rollback', await startRollback(kit, migrationId));
  return { outcomes, batches };
}

const toRows = ({ state, counts }: RunView): readonly string[] => [
  state,
  ...Object.entries(counts).map(([type, count]) => `${type}: ${JSON.stringify(count)}`),
];

/** Changes a record of each kind, so that there is something to update. */
function changeSource({ cases, folders, cycles, plans, executions, attachments }: ZephyrProject): void {
  const [folder] = folders;
  const [cycle] = cycles;
  const [plan] = plans;
  // A case without files: an update gives its steps new ids, and files move along.
  const testCase = cases.find(({ id }) => !attachments.some(({ owner }) => owner.ownerId === id));
  for (const record of [folder, cycle, plan, testCase]) if (record) record.name = `${record.name}, renamed`;
  const planned = executions.find(({ actualEndDate }) => actualEndDate === null);
  const done = executions.find(({ actualEndDate }) => actualEndDate !== null);
  if (planned && done)
    Object.assign(planned, { actualEndDate: '2026-11-01T10:00:00Z', statusId: done.statusId });
}
