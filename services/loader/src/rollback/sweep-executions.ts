import type { RecordFailure } from '@z2q/contracts';
import type { BatchHandler } from '@z2q/runtime';
import { getMappedByTarget, type Mapped, pageFailures, pageMapped } from '@z2q/store';
import { z } from 'zod';
import { listStaying } from './leaving.ts';
import { commitRemoved } from './remove-each.ts';

const FinishParams = z.object({ after: z.string().default('') });
const ROWS_AT_ONCE = 500;

/**
 * Handles executions still in the id map. If their run stays they are blocked; otherwise they never had a log, or it
 * was deleted with its run.
 */
export const sweepExecutions: BatchHandler = async (context) => {
  const { batch, store } = context;
  const { after } = FinishParams.parse(batch.params ?? {});
  const listed = await pageMapped(store.read, 'test_execution', after, ROWS_AT_ONCE);
  const rows = listed.filter((row) => !row.isAdopted);
  const runIds = [...new Set(rows.flatMap((row) => row.parentTargetId ?? []))];
  const mapped = await getMappedByTarget(store.read, 'test_run', runIds);
  const runs = await listStaying(context, 'test_run', [...mapped.keys()]);
  const stays = (row: Mapped): boolean => runs.has(row.parentTargetId ?? 0);
  const ids = rows.map(({ sourceId }) => sourceId);
  const known = await pageFailures(
    store.read,
    { phase: 'rollback', entityType: 'test_execution', sourceIds: ids },
    ROWS_AT_ONCE,
    null,
  );
  const told = new Set(known.map(({ sourceId }) => sourceId));
  const gone = rows
    .filter((row) => !stays(row))
    .map(({ sourceId }) => ({ id: sourceId, sourceId, mappedType: 'test_execution' as const }));
  const blocked = rows.filter((row) => stays(row) && !told.has(row.sourceId)).map(toBlocked);
  const last = listed.at(-1);
  return {
    handOn:
      last !== undefined && listed.length === ROWS_AT_ONCE
        ? [{ stage: 'rollback/test_execution', kind: 'finish', params: { after: last.sourceId } }]
        : [],
    commit: (tx) => commitRemoved(tx, context, 'test_execution', { gone, blocked }),
  };
};

const toBlocked = ({ sourceId, sourceKey, parentTargetId }: Mapped): RecordFailure => ({
  sourceId,
  sourceKey,
  code: 'rollback_blocked',
  message: `Test run ${parentTargetId} stays on the target with its logs, and so does this one. Roll back again once it is gone.`,
});
