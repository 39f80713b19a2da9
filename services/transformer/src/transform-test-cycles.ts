import { answersOfRecord } from '@z2q/ledger';
import { fitSuite, mapTestCycle } from '@z2q/mapping';
import { type BatchHandler, loadReferenceNames } from '@z2q/runtime';
import { listStaged } from '@z2q/store';
import { zephyrCloudReader } from '@z2q/zephyr';
import { finishTransform, transformEach } from './finish-transform.ts';
import { fitWithFields } from './fit-each.ts';
import { loadLinkedNames } from './linked-names.ts';
import { loadFolderPaths, loadMappingContext } from './mapping-context.ts';

export const transformTestCycles: BatchHandler = async (context) => {
  const { batch, store } = context;
  const staged = await listStaged(store.read, 'test_cycle', batch.ids);
  const names = await loadReferenceNames(store.read);
  const read = (raw: unknown) => zephyrCloudReader.testCycle(raw, names);
  const mapping = {
    ...(await loadMappingContext(context)),
    ...(await loadFolderPaths(
      context,
      staged.map((record) => record.folderId),
    )),
    planName: await loadLinkedNames(context, 'test_plan', staged, (raw) => read(raw).planIds),
  };
  const results = await transformEach(
    staged,
    (record) => answersOfRecord('test_cycle', record),
    ({ raw }) => mapTestCycle(read(raw), mapping),
  );
  return finishTransform(
    context,
    'test_cycle',
    await fitWithFields(context, { type: 'test_cycle', object: 'test-suites' }, results, fitSuite),
  );
};
