import { answersOfFolder } from '@z2q/ledger';
import { mapFolder } from '@z2q/mapping';
import type { BatchHandler } from '@z2q/runtime';
import { getFolders } from '@z2q/store';
import { statedParentOf } from '@z2q/zephyr';
import { finishTransform, transformEach } from './finish-transform.ts';
import { loadMappingContext } from './mapping-context.ts';

export const transformFolders: BatchHandler = async (context) => {
  const folders = await getFolders(context.store.read, context.batch.ids);
  const mapping = {
    ...(await loadMappingContext(context)),
    statedParent: (id: string) => statedParentOf(folders.get(id)?.raw),
  };
  const items = [...folders.values()].map((folder) => ({ ...folder, sourceKey: folder.path }));
  return finishTransform(
    context,
    'folder',
    await transformEach(
      items,
      ({ raw }) => answersOfFolder(raw),
      ({ sourceKey: _, raw: __, depth: ___, ...folder }) => mapFolder(folder, mapping),
    ),
  );
};
