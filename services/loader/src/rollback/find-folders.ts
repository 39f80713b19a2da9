import type { Container, TargetModule } from '@z2q/contracts';
import { readStamp } from '@z2q/mapping';
import type { TargetClient } from '@z2q/qtest';
import type { BatchContext } from '@z2q/runtime';
import { listTakenTargets } from '@z2q/store';
import { executionRoot } from '../containers.ts';
import { readOrGone } from './read-or-gone.ts';

type Wanted = {
  readonly kind: 'module' | 'cycle-folder';
  readonly mappedType: 'folder' | 'container';
  /** null: directly where the migration puts everything. */
  readonly parentId: number | null;
  readonly stamp: string;
};

/** Modules or cycles with a stamp directly in a parent, which no migration of this store names. */
export async function findFolders(
  context: BatchContext,
  target: TargetClient,
  { kind, mappedType, parentId, stamp }: Wanted,
): Promise<readonly number[]> {
  const { migration, signal, store } = context;
  const parent: Container = parentId === null ? executionRoot(context) : { type: 'test-cycle', id: parentId };
  const nodes = await readOrGone(
    (): Promise<readonly Pick<TargetModule, 'id' | 'description'>[]> =>
      kind === 'module'
        ? target.listModules(parentId ?? migration.options.targetModule, signal)
        : target.listCycleTree(parent, signal),
  );
  const found = (nodes ?? []).filter((node) => readStamp(node.description) === stamp).map((node) => node.id);
  const taken = await listTakenTargets(store.read, mappedType, found);
  return found.filter((id) => !taken.has(id));
}
