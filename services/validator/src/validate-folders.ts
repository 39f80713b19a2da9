import type { CycleFolderDraft, ModuleDraft } from '@z2q/contracts';
import { compareDescribed, type Difference, folderStampKey, readStamp } from '@z2q/mapping';
import type { TargetCycle, TargetModule } from '@z2q/qtest';
import type { BatchContext, BatchHandler } from '@z2q/runtime';
import { getMapped, isCreated, type Mapped } from '@z2q/store';
import { type Comparison, compareObjects } from './compare-objects.ts';
import type { ValidatorContext } from './context.ts';
import { joinFindings } from './finding.ts';
import { listOwnFolders } from './places.ts';
import { finishTree } from './validate-tree.ts';

type Node = {
  readonly id: number;
  readonly pid: string | null;
  readonly name: string;
  readonly description: string | null;
  /** null: the top level. */
  readonly parentId: number | null;
};
type FolderDraft = ModuleDraft | CycleFolderDraft;

/** The trees of modules and of cycles, each in one call. */
export function createValidateFolders({ targetOf }: ValidatorContext): BatchHandler {
  return async (context) => {
    const { migration, signal } = context;
    const target = targetOf(migration.targetProjectId);
    const modules = await target.listModuleTree(null, signal);
    const cycles = await target.listCycleTree({ type: 'root', id: 0 }, signal);
    const { targetModule, targetCycle } = migration.options;
    const findings = joinFindings([
      await compareObjects(
        context,
        compareFolders(context, 'Module', targetModule),
        modules.flatMap((root) => flattenModules(root, null)),
      ),
      await compareObjects(
        context,
        compareFolders(context, 'Test cycle', targetCycle),
        cycles.flatMap((root) => flattenCycles(root, null)),
      ),
    ]);
    return finishTree(context, 'folder', 'Module or test cycle', findings);
  };
}

const flattenModules = (module: TargetModule, parentId: number | null): readonly Node[] => [
  { ...module, parentId },
  ...module.children.flatMap((child) => flattenModules(child, module.id)),
];
const flattenCycles = (cycle: TargetCycle, parentId: number | null): readonly Node[] => [
  { ...cycle, parentId },
  ...cycle.children.flatMap((child) => flattenCycles(child, cycle.id)),
];

const FOLDER_STAMP = folderStampKey('');

function compareFolders(
  context: BatchContext,
  noun: 'Module' | 'Test cycle',
  rootId: number | null,
): Comparison<Node, FolderDraft> {
  const { store, migration } = context;
  const type = noun === 'Module' ? 'module' : 'cycle-folder';
  return {
    type: 'folder',
    noun,
    accepts: (draft) => draft.type === type,
    keyOf: ({ description }) => readStamp(description),
    findByKey: async (keys) => {
      const ids = keys
        .filter((key) => key.startsWith(FOLDER_STAMP))
        .map((key) => key.slice(FOLDER_STAMP.length));
      const mapped = await getMapped(store.read, migration.id, 'folder', ids);
      return new Map([...mapped].map(([id, folder]) => [folderStampKey(id), folder]));
    },
    listInside: async (nodes) => {
      const own = await listOwnFolders(
        context,
        type,
        nodes.map((node) => node.parentId),
      );
      return new Set(nodes.filter((node) => node.parentId !== null && own.has(node.parentId)));
    },
    prepare: async (drafts) => {
      const parentIds = drafts.flatMap((draft) => draft.parentSourceId ?? []);
      const parents = await getMapped(store.read, migration.id, 'folder', parentIds);
      return (draft, node) => ({
        misplaced: comparePlace(placeOf(draft, parents, rootId), node.parentId),
        altered: compareDescribed(draft, node),
      });
    },
  };
}

function placeOf(
  draft: FolderDraft,
  parents: ReadonlyMap<string, Mapped>,
  rootId: number | null,
): number | null | undefined {
  if (draft.parentSourceId === null) return rootId;
  const parent = parents.get(draft.parentSourceId);
  return isCreated(parent) ? parent.targetId : undefined;
}

const comparePlace = (expected: number | null | undefined, actual: number | null): readonly Difference[] =>
  expected === actual ? [] : [{ field: 'parent', expected: nameOf(expected), actual: nameOf(actual) }];

const nameOf = (id: number | null | undefined): string =>
  id === null ? 'the root' : id === undefined ? 'its folder, which is not on the target' : String(id);
