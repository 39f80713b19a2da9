import { inParallel } from './in-parallel.ts';
import type { Scope } from './migrate-project.ts';
import type { File } from './zephyr-records.ts';

/** A file of the object at a path of the source, and the path of the object on the target that is to hold it. */
export type Upload = { readonly path: string; readonly file: File; readonly holder: string };

export async function uploadFiles({ zephyr, qtest }: Scope, uploads: readonly Upload[]): Promise<void> {
  await inParallel(uploads, async ({ path, file, holder }) => {
    const bytes = await zephyr.download(path, file);
    await qtest.upload(`${holder}/blob-handles`, bytes, file.name);
  });
}
