import { open } from 'node:fs/promises';

/** Has the names of the files in a directory survive a power cut; of a file itself only the bytes are forced to the disk. */
export async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path);
  await directory.sync().finally(() => directory.close());
}
