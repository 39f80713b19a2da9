import { type RecordFailure, readOwningRecord } from '@z2q/contracts';
import type { BatchContext, BatchHandler } from '@z2q/runtime';
import { getMapped, type Mapped, type NewBatch, pageMapped } from '@z2q/store';
import { z } from 'zod';
import { listStaying } from './leaving.ts';
import { commitRemoved } from './remove-each.ts';

const PageParams = z.object({ after: z.string() });
const ROWS_AT_ONCE = 500;
const pageBatch = (after: string): NewBatch => ({
  stage: 'rollback/project',
  kind: 'page',
  params: { after },
});

export const planProjectRollback: BatchHandler = async () => ({ handOn: [pageBatch('')] });

/** Files went with what held them; those of an object that stays, stay. */
export function createForgetFiles(): BatchHandler {
  return async (context) => {
    const { store, batch } = context;
    const { after } = PageParams.parse(batch.params);
    const rows = await pageMapped(store.read, 'attachment', after, ROWS_AT_ONCE);
    const staying = await listStayingFiles(context, rows);
    const gone = rows
      .filter((row) => !staying.has(row.sourceId))
      .map(({ sourceId }) => ({ id: sourceId, sourceId, mappedType: 'attachment' as const }));
    const blocked = rows.filter((row) => staying.has(row.sourceId)).map(toBlocked);
    const last = rows.at(-1);
    return {
      handOn: last !== undefined && rows.length === ROWS_AT_ONCE ? [pageBatch(last.sourceId)] : [],
      commit: (tx) => commitRemoved(tx, context, 'attachment', { gone, blocked }),
    };
  };
}

/** Of the given files, those whose record still is on the target. */
async function listStayingFiles(
  context: BatchContext,
  rows: readonly Mapped[],
): Promise<ReadonlySet<string>> {
  const { store } = context;
  const owned = rows.flatMap(({ sourceId }) => {
    const owning = readOwningRecord(sourceId);
    return owning ? [{ sourceId, ...owning }] : [];
  });
  const staying = new Set<string>();
  for (const [type, files] of Map.groupBy(owned, (file) => file.type)) {
    const ownerIds = files.map((file) => file.ownerId);
    const owners = await getMapped(store.read, type, ownerIds);
    const objects = await listStaying(
      context,
      type,
      [...owners.values()].flatMap((owner) => owner.targetId ?? []),
    );
    for (const file of files)
      if (objects.has(owners.get(file.ownerId)?.targetId ?? 0)) staying.add(file.sourceId);
  }
  return staying;
}

const toBlocked = ({ sourceId, sourceKey }: Mapped): RecordFailure => ({
  sourceId,
  sourceKey,
  code: 'rollback_blocked',
  message: 'What holds the file stays on the target, and so does the file.',
});
