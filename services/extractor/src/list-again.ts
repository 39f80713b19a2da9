import type { BatchContext } from '@z2q/runtime';
import { forgetRecords, getStaged, type Writer } from '@z2q/store';
import type { SourceClient } from '@z2q/zephyr';
import { createFileLists } from './file-lists.ts';
import { type FoundAttachments, findAttachments, ownersOf, unknownFilesOf } from './find-attachments.ts';
import type { ListedType } from './listed-type.ts';
import { joinFound } from './save-found.ts';

const HOLDERS: Readonly<Record<string, ListedType>> = {
  test_case: 'test_case',
  test_step: 'test_case',
  test_cycle: 'test_cycle',
  test_plan: 'test_plan',
  test_execution: 'test_execution',
  step_result: 'test_execution',
};

/** Asks anew, in a retry, for the lists of files that an earlier batch could not have; `ids` as `unknownFilesOf` makes them. */
export async function listAgain(
  source: SourceClient,
  context: BatchContext,
  ids: readonly string[],
): Promise<FoundAttachments> {
  const lists = createFileLists(source, context);
  const wanted = new Set(ids);
  const byType = Map.groupBy(ids, (id) => HOLDERS[id.split('/')[0] ?? '']);
  const found: FoundAttachments[] = [];
  for (const [type, ofType] of byType) {
    if (!type) continue;
    const holders = [...new Set(ofType.map((id) => id.split('/')[1] ?? ''))];
    for (const record of await getStaged(context.store.read, context.migration.id, type, holders)) {
      const owners = ownersOf(source, type, record).filter((owner) => wanted.has(unknownFilesOf(owner)));
      found.push(await findAttachments(lists, owners, record.sourceKey));
    }
  }
  return joinFound(found);
}

/** Lists that are known by now stood for their files, which are counted themselves. */
export async function forgetUnknown(
  tx: Writer,
  { batch }: BatchContext,
  ids: readonly string[],
  { unknown }: FoundAttachments,
): Promise<void> {
  const still = new Set(unknown.map(({ sourceId }) => sourceId));
  await forgetRecords(
    tx,
    batch.runId,
    'attachment',
    ids.filter((id) => !still.has(id)),
  );
}
