import type { FolderType } from '@z2q/contracts';
import { z } from 'zod';
import type { GetClient } from './get-client.ts';
import { toKeepable } from './keepable-text.ts';
import { listAll } from './list-all.ts';
import type { FolderRecord, ListedFolders } from './source-client.ts';
import { Id } from './wire.ts';

const Folder = z.looseObject({
  id: Id,
  name: z.string().min(1).nullish().catch(null),
  parentId: Id.nullish().catch(null),
  index: z.number().int().nullish().catch(null),
});

export async function listFolders(
  client: GetClient,
  projectKey: string,
  folderType: FolderType,
  signal?: AbortSignal,
): Promise<ListedFolders> {
  const query = { projectKey, folderType };
  const { values, envelopes } = await listAll(client, { path: '/folders', route: '/folders', query, signal });
  const folders = values.map((raw, place) => toFolder(raw, place, folderType));
  return {
    envelopes,
    folders: folders.filter((folder) => folder !== null),
    unreadable: folders.flatMap((folder, place) =>
      folder === null
        ? [
            {
              sourceId: `${folderType} folder ${place}`,
              sourceKey: null,
              reason: 'The folder has no id',
              raw: values[place],
            },
          ]
        : [],
    ),
  };
}

/** The parent that Zephyr names, even if it is unknown. */
export const statedParentOf = (raw: unknown): string | null => Folder.safeParse(raw).data?.parentId ?? null;

/** A folder is kept with whatever can be read of it, because of the records in it. Without an id nothing can be in it. */
function toFolder(raw: unknown, place: number, folderType: FolderType): FolderRecord | null {
  const { data } = Folder.safeParse(raw);
  if (!data) return null;
  return {
    sourceId: data.id,
    name: toKeepable(data.name ?? `Folder ${data.id}`),
    parentId: data.parentId ?? null,
    folderType,
    index: data.index ?? place,
    raw,
  };
}
