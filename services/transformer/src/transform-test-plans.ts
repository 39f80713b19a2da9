import { answersOfRecord } from '@z2q/ledger';
import { fitRelease, mapTestPlan } from '@z2q/mapping';
import { type BatchHandler, loadReferenceNames } from '@z2q/runtime';
import { listStaged } from '@z2q/store';
import { zephyrCloudReader } from '@z2q/zephyr';
import { finishTransform, transformEach } from './finish-transform.ts';
import { fitWithFields } from './fit-each.ts';
import { loadLinkedNames } from './linked-names.ts';
import { loadFolderPaths, loadMappingContext } from './mapping-context.ts';

export const transformTestPlans: BatchHandler = async (context) => {
  const { batch, store } = context;
  const staged = await listStaged(store.read, 'test_plan', batch.ids);
  const names = await loadReferenceNames(store.read);
  const read = (raw: unknown) => zephyrCloudReader.testPlan(raw, names);
  const mapping = {
    ...(await loadMappingContext(context)),
    ...(await loadFolderPaths(
      context,
      staged.map((record) => record.folderId),
    )),
    cycleName: await loadLinkedNames(context, 'test_cycle', staged, (raw) => read(raw).cycleIds),
  };
  const results = await transformEach(
    staged,
    (record) => answersOfRecord('test_plan', record),
    ({ raw }) => mapTestPlan(read(raw), mapping),
  );
  return finishTransform(
    context,
    'test_plan',
    await fitWithFields(context, { type: 'test_plan', object: 'releases' }, results, fitRelease),
  );
};
