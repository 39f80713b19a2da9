import { answersOfRecord } from '@z2q/ledger';
import { fitTestCase, mapTestCase } from '@z2q/mapping';
import { type BatchHandler, loadReferenceNames } from '@z2q/runtime';
import { listStaged, type StagedRecord } from '@z2q/store';
import { zephyrCloudReader } from '@z2q/zephyr';
import { finishTransform, transformEach } from './finish-transform.ts';
import { fitWithFields } from './fit-each.ts';
import { loadFolderPaths, loadMappingContext } from './mapping-context.ts';

export const transformTestCases: BatchHandler = async (context) => {
  const { batch, store } = context;
  const staged = await listStaged(store.read, 'test_case', batch.ids);
  const names = await loadReferenceNames(store.read);
  const mapping = {
    ...(await loadMappingContext(context)),
    ...(await loadFolderPaths(
      context,
      staged.map((record) => record.folderId),
    )),
  };
  const answersOf = (record: StagedRecord) => answersOfRecord('test_case', record);
  const results = await transformEach(staged, answersOf, ({ raw, detail }) =>
    mapTestCase(zephyrCloudReader.testCase(raw, detail, names), mapping),
  );
  const fitted = await fitWithFields(
    context,
    { type: 'test_case', object: 'test-cases' },
    results,
    fitTestCase,
  );
  return finishTransform(context, 'test_case', fitted);
};
