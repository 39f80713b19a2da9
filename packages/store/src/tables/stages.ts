import type { BatchKind, RunId, StagePhase, StageType } from '@z2q/contracts';
import {
  type StageChange,
  type StageKey,
  type StageProgress,
  type StageState,
  stageKey,
} from '@z2q/pipeline';
import type { Reader, Writer } from '../store.ts';

export type StageRow = {
  run_id: string;
  phase: string;
  entity_type: string;
  state: string;
  batches_total: number;
  batches_done: number;
  started_at: string | null;
  finished_at: string | null;
};

export type Stage = StageProgress & {
  readonly phase: StagePhase;
  readonly type: StageType;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
};

export async function insertStages(tx: Writer, runId: RunId, keys: readonly StageKey[]): Promise<void> {
  const rows = keys.map((key) => {
    const [phase = '', type = ''] = key.split('/');
    return {
      run_id: runId,
      phase,
      entity_type: type,
      state: 'waiting',
      batches_total: 0,
      batches_done: 0,
      started_at: null,
      finished_at: null,
    };
  });
  await tx.insertInto('run_stages').values(rows).execute();
}

export async function listStages(db: Reader, runId: RunId): Promise<readonly Stage[]> {
  const rows = await db
    .selectFrom('run_stages as stage')
    .selectAll()
    .select((eb) =>
      eb
        .selectFrom('entity_batch_state as batch')
        .select('batch.kind')
        .whereRef('batch.run_id', '=', 'stage.run_id')
        .whereRef('batch.phase', '=', 'stage.phase')
        .whereRef('batch.entity_type', '=', 'stage.entity_type')
        .orderBy('batch.batch', 'desc')
        .limit(1)
        .as('last_kind'),
    )
    .where('stage.run_id', '=', runId)
    .execute();
  return rows.map((row) => ({
    key: stageKey(row.phase as StagePhase, row.entity_type as StageType),
    phase: row.phase as StagePhase,
    type: row.entity_type as StageType,
    state: row.state as StageState,
    batchesTotal: row.batches_total,
    batchesDone: row.batches_done,
    lastKind: row.last_kind as BatchKind | null,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  }));
}

export async function addToStage(
  tx: Writer,
  runId: RunId,
  key: StageKey,
  change: { readonly total?: number; readonly done?: number },
): Promise<void> {
  const [phase = '', type = ''] = key.split('/');
  await tx
    .updateTable('run_stages')
    .set((eb) => ({
      batches_total: eb('batches_total', '+', change.total ?? 0),
      batches_done: eb('batches_done', '+', change.done ?? 0),
    }))
    .where('run_id', '=', runId)
    .where('phase', '=', phase)
    .where('entity_type', '=', type)
    .execute();
}

export async function applyStageChanges(
  tx: Writer,
  runId: RunId,
  changes: readonly StageChange[],
  now: string,
): Promise<void> {
  for (const { key, state } of changes) {
    const [phase = '', type = ''] = key.split('/');
    await tx
      .updateTable('run_stages')
      .set((eb) => ({
        state,
        started_at: eb.fn.coalesce('started_at', eb.val(now)),
        finished_at: state === 'done' ? now : null,
      }))
      .where('run_id', '=', runId)
      .where('phase', '=', phase)
      .where('entity_type', '=', type)
      .execute();
  }
}

/** Deletes a stage's batches, so that it is planned again. */
export async function resetStage(tx: Writer, runId: RunId, key: StageKey): Promise<void> {
  const [phase = '', type = ''] = key.split('/');
  await tx
    .deleteFrom('entity_batch_state')
    .where('run_id', '=', runId)
    .where('phase', '=', phase)
    .where('entity_type', '=', type)
    .execute();
  await tx
    .updateTable('run_stages')
    .set({ state: 'waiting', batches_total: 0, batches_done: 0, finished_at: null })
    .where('run_id', '=', runId)
    .where('phase', '=', phase)
    .where('entity_type', '=', type)
    .execute();
}

/** Sets every stage back to waiting, so that its state is computed again from its batches. */
export async function reopenStages(tx: Writer, runId: RunId): Promise<void> {
  await tx
    .updateTable('run_stages')
    .set({ state: 'waiting', finished_at: null })
    .where('run_id', '=', runId)
    .execute();
}
