import { open } from 'node:fs/promises';

/** Makes the file names in a directory survive a power cut. Syncing a file forces only its bytes to the disk. */
export async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path);
  await directory.sync().finally(() => directory.close());
}
