import { type EntityType, type RecordFailure, readOwningRecord } from '@z2q/contracts';
import type { BatchContext, BatchHandler } from '@z2q/runtime';
import { getMapped, type Mapped, type NewBatch, pageMapped } from '@z2q/store';
import { openSite } from '@z2q/target';
import { z } from 'zod';
import type { LoaderContext } from '../context.ts';
import { openFileRemover } from './file-remover.ts';
import { createLeaving, listStaying } from './leaving.ts';
import { commitRemoved, type Removed, removeEach } from './remove-each.ts';

const PageParams = z.object({ after: z.string() });
const ROWS_AT_ONCE = 500;
const pageBatch = (after: string): NewBatch => ({
  stage: 'rollback/project',
  kind: 'page',
  params: { after },
});

export const planProjectRollback: BatchHandler = async () => ({ handOn: [pageBatch('')] });

/**
 * Files were deleted with the objects that held them. Files on an object that stays also stay, unless the object was
 * adopted: then its files are deleted one by one.
 */
export function createForgetFiles(loader: LoaderContext): BatchHandler {
  return async (context) => {
    const { store, batch } = context;
    const { after } = PageParams.parse(batch.params);
    const rows = await pageMapped(store.read, 'attachment', after, ROWS_AT_ONCE);
    const fated = await tellFates(
      context,
      rows.filter((row) => !row.isAdopted),
    );
    const byFate = Map.groupBy(fated, ({ fate }) => fate);
    const rowsOf = (fate: Fate) => (byFate.get(fate) ?? []).map(({ row }) => row);
    const removed = await removeFiles(loader, context, rowsOf('own'));
    const gone = rowsOf('gone').map(({ sourceId }) => ({
      id: sourceId,
      sourceId,
      mappedType: 'attachment' as const,
    }));
    const blocked = rowsOf('stays').map(toBlocked);
    const last = rows.at(-1);
    return {
      handOn: last !== undefined && rows.length === ROWS_AT_ONCE ? [pageBatch(last.sourceId)] : [],
      commit: (tx) =>
        commitRemoved(tx, context, 'attachment', {
          gone: [...gone, ...removed.gone],
          blocked: [...blocked, ...removed.blocked],
        }),
    };
  };
}

/**
 * `gone`: deleted with its holder. `stays`: its holder stays. `own`: its holder was adopted, so the file has to be
 * deleted itself.
 */
type Fate = 'gone' | 'stays' | 'own';
type Fated = { readonly row: Mapped; readonly fate: Fate };

async function tellFates(context: BatchContext, rows: readonly Mapped[]): Promise<readonly Fated[]> {
  const owned = rows.map((row) => ({ row, ...readOwningRecord(row.sourceId) }));
  const fated: Fated[] = [];
  for (const [type, some] of Map.groupBy(owned, (file) => file.type)) {
    const ownerIds = some.flatMap(({ ownerId }) => ownerId ?? []);
    const fateOf = type ? await loadFates(context, type, ownerIds) : () => 'gone' as const;
    for (const { row, ownerId = '' } of some) fated.push({ row, fate: fateOf(ownerId) });
  }
  return fated;
}

async function loadFates(
  context: BatchContext,
  type: EntityType,
  ownerIds: readonly string[],
): Promise<(ownerId: string) => Fate> {
  const owners = await getMapped(context.store.read, type, ownerIds);
  const targetIds = [...owners.values()].flatMap((owner) => owner.targetId ?? []);
  const staying = await listStaying(context, type, targetIds);
  return (ownerId) => {
    const owner = owners.get(ownerId);
    if (owner?.isAdopted) return 'own';
    return staying.has(owner?.targetId ?? 0) ? 'stays' : 'gone';
  };
}

async function removeFiles(
  { targetOf, concurrency }: LoaderContext,
  context: BatchContext,
  rows: readonly Mapped[],
): Promise<Removed> {
  if (rows.length === 0) return { gone: [], blocked: [] };
  const site = await openSite(targetOf(context.migration.targetProjectId), context);
  const ids = rows.map(({ sourceId }) => sourceId);
  const files = await openFileRemover(context, site, ids);
  const leaving = createLeaving(context);
  return removeEach(context, concurrency, { ...files, leaving, type: 'attachment', ids });
}

const toBlocked = ({ sourceId, sourceKey }: Mapped): RecordFailure => ({
  sourceId,
  sourceKey,
  code: 'rollback_blocked',
  message:
    'The object that holds the file stays on the target, and the file with it. Roll back again once that object can go.',
});
