import type { TargetField } from '@z2q/contracts';
import { ZEPHYR_KEY_FIELD } from '@z2q/mapping';
import type { TargetClient } from '@z2q/qtest';
import type { BatchContext, BatchHandler } from '@z2q/runtime';
import {
  findMappedByTarget,
  getMapped,
  listMappedByParent,
  listSighted,
  listTakenTargets,
  type Mapped,
} from '@z2q/store';
import type { LoaderContext } from '../context.ts';
import { hasFieldValue, loadTargetSchema } from '../target-schema.ts';
import { finishBatch } from './plan-run-rollback.ts';
import { BlockedError, commitRemoved, removeEach } from './remove-each.ts';
import { whenRestIsDone } from './when-rest-is-done.ts';

const RUN_PAGE_SIZE = 999;

/** Deletes test runs with their logs. A retry names executions; their runs are what is deleted. */
export function createRollbackRuns({ targetOf, concurrency }: LoaderContext): BatchHandler {
  return async (context) => {
    const { batch, migration, store, signal } = context;
    const target = targetOf(migration.targetProjectId);
    const ids = await toRunIds(context);
    const rows = await getMapped(
      store.read,
      migration.id,
      'test_run',
      ids.map((id) => id.slice('run/'.length)),
    );
    const targetIds = [...rows.values()].flatMap((row) => row.targetId ?? []);
    const occupied = await listSighted(store.read, batch.runId, 'occupied_run', targetIds);
    const removed = await removeEach(context, concurrency, {
      type: 'test_execution',
      ids,
      find: (mapped) => findRuns(context, target, mapped),
      remove: async (targetId) => {
        if (occupied.has(targetId)) throw new BlockedError('somebody else has logged results in it.');
        await target.deleteTestRun(targetId, signal);
      },
    });
    const gone = removed.gone.flatMap((id) => rows.get(id.sourceId)?.targetId ?? []);
    const executions = await listMappedByParent(store.read, migration.id, 'test_execution', gone);
    const undone = executions.map(({ sourceId }) => ({
      id: sourceId,
      sourceId,
      mappedType: 'test_execution' as const,
    }));
    return {
      commit: async (tx) => {
        // Executions, not runs, are what is counted: those of a run that stays are told by the sweep.
        await commitRemoved(tx, context, 'test_execution', {
          gone: [...removed.gone, ...undone],
          blocked: [],
        });
        return whenRestIsDone(tx, batch, finishBatch);
      },
    };
  };
}

async function toRunIds({ batch, migration, store }: BatchContext): Promise<readonly string[]> {
  const runs = batch.ids.filter((id) => id.startsWith('run/'));
  const executionIds = batch.ids.filter((id) => !id.startsWith('run/'));
  const executions = await getMapped(store.read, migration.id, 'test_execution', executionIds);
  const parents = [...executions.values()].flatMap((execution) => execution.parentTargetId ?? []);
  const theirs = await findMappedByTarget(store.read, migration.id, 'test_run', parents);
  return [...runs, ...[...theirs.values()].map((run) => `run/${run.sourceId}`)];
}

/** A run carries its run key in a field; where there is none, an intent cannot be told from a run of somebody else. */
async function findRuns(
  context: BatchContext,
  target: TargetClient,
  { sourceId, parentTargetId }: Mapped,
): Promise<readonly number[]> {
  if (parentTargetId === null) return [];
  const fields: readonly TargetField[] = (await loadTargetSchema(context)).fieldsOf('test-runs');
  const parent = { type: 'test-suite', id: parentTargetId } as const;
  const found: number[] = [];
  for (let page = 1; ; page += 1) {
    const { items, hasMore } = await target.pageTestRuns(
      { parent, page, pageSize: RUN_PAGE_SIZE },
      context.signal,
    );
    const ours = items.filter((run) => hasFieldValue(fields, run.properties, ZEPHYR_KEY_FIELD, sourceId));
    found.push(...ours.map((run) => run.id));
    if (!hasMore) break;
  }
  const taken = await listTakenTargets(context.store.read, 'test_run', found);
  return found.filter((id) => !taken.has(id));
}
