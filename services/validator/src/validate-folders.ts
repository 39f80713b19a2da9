import type { Container, CycleFolderDraft, ModuleDraft, TargetCycle, TargetModule } from '@z2q/contracts';
import { compareDescribed, type Difference, folderStampKey, readStamp } from '@z2q/mapping';
import type { TargetClient } from '@z2q/qtest';
import type { BatchContext, BatchHandler } from '@z2q/runtime';
import { type Created, getDrafts, getMapped, isCreated, type Mapped } from '@z2q/store';
import { type Comparison, compareObjects } from './compare-objects.ts';
import type { ValidatorContext } from './context.ts';
import { joinFindings } from './finding.ts';
import { createFinishUnseen } from './finish-unseen.ts';
import { listOwnFolders } from './places.ts';
import { readOrMissing } from './read-or-missing.ts';
import { commitTree } from './validate-tree.ts';

type Node = {
  readonly id: number;
  readonly pid: string | null;
  readonly name: string;
  readonly description: string | null;
  /** null: the top level; undefined: not told. */
  readonly parentId: number | null | undefined;
};
type FolderDraft = ModuleDraft | CycleFolderDraft;

/** The trees of modules and of cycles, each in one call. */
export function createValidateFolders({ targetOf }: ValidatorContext): BatchHandler {
  return async (context) => {
    const { migration, signal } = context;
    const target = targetOf(migration.targetProjectId);
    const modules = await target.listModuleTree(null, signal);
    const cycles = await target.listCycleTree(ROOT, signal);
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
    return commitTree(context, 'folder', findings);
  };
}

export const createFinishFolders = ({ targetOf }: ValidatorContext): BatchHandler =>
  createFinishUnseen('folder', 'Module or test cycle', async (context) => {
    const target = targetOf(context.migration.targetProjectId);
    const { targetModule, targetCycle } = context.migration.options;
    const modules = compareFolders(context, 'Module', targetModule);
    const cycles = compareFolders(context, 'Test cycle', targetCycle);
    return async (mapped) => {
      const isModule = await isOfModule(context, mapped);
      const node = await (isModule ? readModule : readCycle)(context, target, mapped);
      return node && compareObjects(context, isModule ? modules : cycles, [node]);
    };
  });

async function isOfModule({ store, migration }: BatchContext, { sourceId }: Mapped): Promise<boolean> {
  const [stored] = await getDrafts<FolderDraft>(store.read, migration.id, 'folder', [sourceId]);
  return stored?.draft.type === 'module';
}

const readModule = (
  { signal }: BatchContext,
  target: TargetClient,
  { targetId }: Created,
): Promise<Node | undefined> => readOrMissing(() => target.getModule(targetId, signal));

/** A cycle does not tell where it hangs, so the place where it was put is asked whether it has it. */
async function readCycle(
  { signal }: BatchContext,
  target: TargetClient,
  { targetId, parentTargetId }: Created,
): Promise<Node | undefined> {
  const cycle = await readOrMissing(() => target.getCycle(targetId, signal));
  if (!cycle) return undefined;
  const parent: Container = parentTargetId === null ? ROOT : { type: 'test-cycle', id: parentTargetId };
  const siblings = await readOrMissing(() => target.listCycleTree(parent, signal));
  const isThere = siblings?.some((sibling) => sibling.id === targetId) ?? false;
  return { ...cycle, parentId: isThere ? parentTargetId : undefined };
}

const ROOT: Container = { type: 'root', id: 0 };

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
        nodes.map((node) => node.parentId ?? null),
      );
      return new Set(nodes.filter((node) => own.has(node.parentId ?? 0)));
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

function comparePlace(
  expected: number | null | undefined,
  actual: number | null | undefined,
): readonly Difference[] {
  if (expected === actual && actual !== undefined) return [];
  const wanted = nameOf(expected) ?? 'its folder, which is not on the target';
  return [{ field: 'parent', expected: wanted, actual: nameOf(actual) ?? 'another place' }];
}

const nameOf = (id: number | null | undefined): string | undefined =>
  id === null ? 'the root' : id?.toString();
