import type { FolderType } from '@z2q/contracts';
import { z } from 'zod';
import type { GetClient } from './get-client.ts';
import { listAll } from './list-all.ts';
import type { FolderRecord } from './source-client.ts';
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
): Promise<readonly FolderRecord[]> {
  const query = { projectKey, folderType };
  const values = await listAll(client, { path: '/folders', route: '/folders', query, signal });
  return values.flatMap((raw, place) => toFolder(raw, place, folderType));
}

/** A folder is kept with whatever can be read of it, for the sake of the records in it; without an id nothing can be in it. */
function toFolder(raw: unknown, place: number, folderType: FolderType): FolderRecord[] {
  const { data } = Folder.safeParse(raw);
  if (!data) return [];
  return [
    {
      sourceId: data.id,
      name: data.name ?? `Folder ${data.id}`,
      parentId: data.parentId ?? null,
      folderType,
      index: data.index ?? place,
      raw,
    },
  ];
}
