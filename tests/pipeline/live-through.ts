import { type CheckpointItem, PHASES, type RunView } from '@z2q/contracts';
import type { ZephyrProject } from '@z2q/sandbox';
import type { Pipeline } from '../kit/open-pipeline.ts';
import type { Rows } from '../kit/to-changes.ts';
import { startRollback } from '../scenario/roll-back.ts';
import { toComparable } from '../scenario/to-comparable.ts';

export type Life = {
  /** What came of each run, and what the target held then. */
  readonly outcomes: Rows;
  /** Batches of all runs together. */
  readonly batches: number;
};

/**
 * All that a migration may go through, so that every handler there is has something to do: a whole run, one of each
 * phase by itself after the source has changed, and a rollback.
 */
export async function liveThrough(kit: Pipeline, began: Date): Promise<Life> {
  const { api, targetProject, zephyr } = kit;
  // Nothing is there to be adopted, but it is looked for.
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

/** Something new to be written of each kind of record. */
function changeSource({ cases, folders, cycles, plans, executions, attachments }: ZephyrProject): void {
  const [folder] = folders;
  const [cycle] = cycles;
  const [plan] = plans;
  // The files of a case that is written again move with its steps.
  const testCase = cases.find(({ id }) => !attachments.some(({ owner }) => owner.ownerId === id));
  for (const record of [folder, cycle, plan, testCase]) if (record) record.name = `${record.name}, renamed`;
  const planned = executions.find(({ actualEndDate }) => actualEndDate === null);
  const done = executions.find(({ actualEndDate }) => actualEndDate !== null);
  if (planned && done)
    Object.assign(planned, { actualEndDate: '2026-11-01T10:00:00Z', statusId: done.statusId });
}
