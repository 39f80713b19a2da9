import { readOwningRecord } from '@z2q/contracts';
import type { BatchContext } from '@z2q/runtime';
import { forgetRecords, type InRun, listStaged, type Writer } from '@z2q/store';
import type { SourceClient } from '@z2q/zephyr';
import { createFileLists } from './file-lists.ts';
import { type FoundAttachments, findAttachments, ownersOf, unknownFilesOf } from './find-attachments.ts';
import { joinFound } from './save-found.ts';

/** In a retry, requests the file lists that an earlier batch could not get. `ids` are ids made by `unknownFilesOf`. */
export async function listAgain(
  source: SourceClient,
  context: BatchContext,
  ids: readonly string[],
): Promise<FoundAttachments> {
  const lists = createFileLists(source, context);
  const wanted = new Set(ids);
  const owning = ids.flatMap((id) => readOwningRecord(id) ?? []);
  const found: FoundAttachments[] = [];
  for (const [type, some] of Map.groupBy(owning, (record) => record.type)) {
    const ownerIds = [...new Set(some.map(({ ownerId }) => ownerId))];
    for (const record of await listStaged(context.store.read, type, ownerIds)) {
      const owners = ownersOf(source, type, record).filter((owner) => wanted.has(unknownFilesOf(owner)));
      found.push(await findAttachments(lists, owners, record.sourceKey));
    }
  }
  return joinFound(found);
}

/** Removes the placeholders of lists that are known by now; their files are counted themselves. */
export async function forgetUnknown(
  tx: InRun<Writer>,
  ids: readonly string[],
  { unknown }: FoundAttachments,
): Promise<void> {
  const still = new Set(unknown.map(({ sourceId }) => sourceId));
  await forgetRecords(
    tx,
    'attachment',
    ids.filter((id) => !still.has(id)),
  );
}
