import type { Container, CycleFolderDraft, ModuleDraft } from '@z2q/contracts';
import { folderStampKey, readStamp } from '@z2q/mapping';
import type { TargetClient } from '@z2q/qtest';
import type { BatchContext } from '@z2q/runtime';
import type { Creation, Mapped } from '@z2q/store';
import { executionRoot } from './containers.ts';

type Node = {
  readonly id: number;
  readonly pid: string | null;
  readonly name: string;
  readonly description: string | null;
};

/** How a folder is found, made and changed at its place on the target. */
export type FolderPlace = {
  readonly find: (intent: Mapped) => Promise<readonly Creation[]>;
  readonly create: () => Promise<Creation>;
  /** As it is now; undefined: it is not in that parent any more. */
  readonly read: (targetId: number, parentId: number | null) => Promise<Node | undefined>;
  readonly update: (targetId: number) => Promise<unknown>;
  /** null: the target's top level, which is no module that a call could name. */
  readonly move: ((targetId: number) => Promise<unknown>) | null;
};

/** `parentId` null: directly where the migration puts everything. */
export const toFolderPlace = (
  context: BatchContext,
  target: TargetClient,
  draft: ModuleDraft | CycleFolderDraft,
  parentId: number | null,
): FolderPlace =>
  draft.type === 'module'
    ? modulePlace(context, target, draft, parentId)
    : cyclePlace(context, target, draft, parentId);

function modulePlace(
  { migration }: BatchContext,
  target: TargetClient,
  draft: ModuleDraft,
  parent: number | null,
): FolderPlace {
  const rootId = migration.options.targetModule;
  const parentId = parent ?? rootId;
  const { name, description } = draft;
  return {
    find: async (intent) =>
      stamped(await listAt(parentId, intent.parentTargetId ?? rootId, target.listModules), draft),
    create: async () => toCreation(await target.createModule({ name, description, parentId })),
    read: async (targetId, at) => (await target.listModules(at ?? rootId)).find(({ id }) => id === targetId),
    update: (targetId) => target.updateModule(targetId, { name, description }),
    move: parentId === null ? null : (targetId) => target.moveModule(targetId, parentId),
  };
}

function cyclePlace(
  context: BatchContext,
  target: TargetClient,
  draft: CycleFolderDraft,
  parentId: number | null,
): FolderPlace {
  const containerOf = (id: number | null): Container =>
    id === null ? executionRoot(context) : { type: 'test-cycle', id };
  const parent = containerOf(parentId);
  const { name, description } = draft;
  return {
    find: async (intent) =>
      stamped(
        await listAt(parentId, intent.parentTargetId, (id) => target.listCycleTree(containerOf(id))),
        draft,
      ),
    create: async () => toCreation(await target.createCycle({ name, description, parent })),
    read: async (targetId, at) =>
      (await target.listCycleTree(containerOf(at))).find(({ id }) => id === targetId),
    update: (targetId) => target.updateCycle(targetId, { name, description }),
    move: (targetId) => target.moveCycle(targetId, parent),
  };
}

/** What is where the folder is to be, and where an earlier intent was to put it. */
async function listAt(
  now: number | null,
  before: number | null,
  list: (id: number | null) => Promise<readonly Node[]>,
): Promise<readonly Node[]> {
  const lists = await Promise.all([...new Set([now, before])].map((id) => list(id)));
  return lists.flat();
}

const stamped = (nodes: readonly Node[], { sourceId }: { readonly sourceId: string }): readonly Creation[] =>
  nodes.filter((node) => readStamp(node.description) === folderStampKey(sourceId)).map(toCreation);

const toCreation = ({ id, pid }: Node): Creation => ({ targetId: id, targetPid: pid });
