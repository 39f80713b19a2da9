import type { CycleFolderDraft, ModuleDraft } from '@z2q/contracts';
import { folderStampKey, readStamp } from '@z2q/mapping';
import type { Container, TargetClient } from '@z2q/qtest';
import type { BatchContext, BatchHandler } from '@z2q/runtime';
import { type Creation, getMapped, isCreated, type Mapped, saveContentHash } from '@z2q/store';
import { executionRoot } from './containers.ts';
import type { LoaderContext } from './context.ts';
import { createOnce } from './create-once.ts';
import { DependencyError, type DraftOf, getSingleDrafts, type Loaded, loadEach } from './load-each.ts';

type FolderDraft = ModuleDraft | CycleFolderDraft;
type Node = { readonly id: number; readonly pid: string | null; readonly description: string | null };

/** Folders of cases become modules, folders of cycles become test cycles. The parents were loaded by an earlier batch. */
export function createLoadFolders({ targetOf, concurrency }: LoaderContext): BatchHandler {
  return async (context) => {
    const { batch, migration, store } = context;
    const target = targetOf(migration.targetProjectId);
    const drafts = await getSingleDrafts<FolderDraft>(context, 'folder');
    const parentIds = drafts.flat().flatMap(({ draft }) => draft.parentSourceId ?? []);
    const mapped = await getMapped(store.read, migration.id, 'folder', [...batch.ids, ...parentIds]);
    return loadEach(context, concurrency, 'folder', drafts, (stored) =>
      loadFolder(context, target, stored, mapped),
    );
  };
}

async function loadFolder(
  context: BatchContext,
  target: TargetClient,
  { draft, contentHash }: DraftOf<FolderDraft>,
  mapped: ReadonlyMap<string, Mapped>,
): Promise<Loaded> {
  const before = mapped.get(draft.sourceId);
  const parentId = parentOf(draft, mapped);
  const place =
    draft.type === 'module'
      ? modulePlace(context, target, draft, parentId)
      : cyclePlace(context, target, draft, parentId);
  await createOnce(context, {
    ...place,
    entityType: 'folder',
    sourceId: draft.sourceId,
    sourceKey: draft.sourceKey,
    parentTargetId: parentId,
    mapped: before,
  });
  await context.store.write((tx) =>
    saveContentHash(tx, context.migration.id, 'folder', draft.sourceId, { contentHash }),
  );
  return {
    sourceId: draft.sourceId,
    sourceKey: draft.sourceKey,
    how: isCreated(before) ? 'unchanged' : 'created',
    late: [],
  };
}

function parentOf(draft: FolderDraft, mapped: ReadonlyMap<string, Mapped>): number | null {
  if (draft.parentSourceId === null) return null;
  const parent = mapped.get(draft.parentSourceId);
  if (!isCreated(parent))
    throw new DependencyError('The folder it is in is not on the target. Retry it once that one is.');
  return parent.targetId;
}

type Place = { readonly find: () => Promise<readonly Creation[]>; readonly create: () => Promise<Creation> };

function modulePlace(
  { migration }: BatchContext,
  target: TargetClient,
  draft: ModuleDraft,
  parent: number | null,
): Place {
  const parentId = parent ?? migration.options.targetModule;
  return {
    find: async () => stamped(await target.listModules(parentId), draft),
    create: async () =>
      toCreation(await target.createModule({ name: draft.name, description: draft.description, parentId })),
  };
}

function cyclePlace(
  context: BatchContext,
  target: TargetClient,
  draft: CycleFolderDraft,
  parentId: number | null,
): Place {
  const parent: Container = parentId === null ? executionRoot(context) : { type: 'test-cycle', id: parentId };
  return {
    find: async () => stamped(await target.listCycleTree(parent), draft),
    create: async () =>
      toCreation(await target.createCycle({ name: draft.name, description: draft.description, parent })),
  };
}

const stamped = (nodes: readonly Node[], draft: FolderDraft): readonly Creation[] =>
  nodes.filter((node) => readStamp(node.description) === folderStampKey(draft.sourceId)).map(toCreation);

const toCreation = (node: Node): Creation => ({ targetId: node.id, targetPid: node.pid, contentHash: null });
