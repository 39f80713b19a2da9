import type { MappedType } from '@z2q/contracts';
import type { BatchContext } from '@z2q/runtime';
import { openTestBatch } from '@z2q/runtime/testing';
import { adoptObjects, findMapped } from '@z2q/store';
import { leaveIntent, saveMapped } from '@z2q/store/testing';
import { commitRemoved, type Removal, type Removed, removeEach } from './remove-each.ts';

export const neverAsked = async (): Promise<never> => {
  throw new Error('was asked');
};
export const openBatch = () =>
  openTestBatch(
    'rollback',
    'test_case',
    ['1', '2'].map((sourceId) => ({ sourceId, sourceKey: `WEB-T${sourceId}` })),
  );

export async function leave(
  context: BatchContext,
  type: MappedType,
  sourceId: string,
  targetId: number | null,
) {
  const { store } = context;
  await store.write(async (tx) => {
    const record = { entityType: type, sourceId, sourceKey: `WEB-T${sourceId}`, parentTargetId: 9 };
    if (targetId === null) await leaveIntent(tx, record);
    else await saveMapped(tx, record, { targetId, targetPid: `TC-${targetId}` });
  });
}

export const adopt = ({ store }: BatchContext, sourceId: string, targetId: number) =>
  store.write((tx) => {
    const candidates = [{ targetId, targetPid: null }];
    const record = { sourceId, sourceKey: `WEB-T${sourceId}`, parentTargetId: 9, contentHash: null };
    return adoptObjects(tx, 'test_case', [{ ...record, candidates }], 1);
  });

export const aRemoval = (overrides: Partial<Removal> = {}): Removal => ({
  type: 'test_case',
  ids: ['1', '2'],
  find: async () => [],
  leaving: { add: () => undefined, has: async () => false },
  judge: async () => ({ is: 'ours' }),
  findInside: async () => undefined,
  isGuarded: () => true,
  remove: async () => undefined,
  ...overrides,
});

export const remove = (context: BatchContext, removal: Removal) => removeEach(context, 1, removal);
export const commit = ({ store }: BatchContext, context: BatchContext, removed: Removed) =>
  store.write((tx) => commitRemoved(tx, context, 'test_case', removed));
export const rowOf = ({ store }: BatchContext, id: string, type: MappedType = 'test_case') =>
  findMapped(store.read, type, id);
