import type { ZephyrData, ZephyrProject } from '@z2q/sandbox';

/** Leaves the folders that hold something, those above them, and the first area with its twins and its empty ones. */
export function withFewFolders(data: ZephyrData): ZephyrData {
  for (const project of data.projects) project.folders = listTelling(project);
  return data;
}

function listTelling({ folders, cases, cycles, plans }: ZephyrProject): ZephyrProject['folders'] {
  const [first] = folders;
  const holders = new Set([...cases, ...cycles, ...plans].map(({ folderId }) => folderId));
  const holdsSome = (id: number): boolean =>
    holders.has(id) || folders.some((folder) => folder.parentId === id && holdsSome(folder.id));
  return folders.filter(({ id, parentId }) => id === first?.id || parentId === first?.id || holdsSome(id));
}
