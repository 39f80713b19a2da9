import { execFile } from 'node:child_process';
import { rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { tempDir } from '@z2q/test-kit';

const run = promisify(execFile);

/** A file system of the given size, for one test. */
export type SmallDisk = AsyncDisposable & {
  readonly path: string;
  /** Fills up the free space. */
  readonly fill: () => Promise<void>;
  /** Frees that space again. */
  readonly free: () => Promise<void>;
};

/** undefined: this process may not mount anything, as in most containers. */
export async function mountSmallDisk(sizeMib: number): Promise<SmallDisk | undefined> {
  await using stack = new AsyncDisposableStack();
  const { path } = stack.use(await tempDir());
  const isMounted = await run('mount', ['-t', 'tmpfs', '-o', `size=${sizeMib}m`, 'tmpfs', path]).then(
    () => true,
    () => false,
  );
  if (!isMounted) return undefined;
  stack.defer(async () => {
    await run('umount', [path]);
  });
  const ballast = join(path, 'ballast');
  const owned = stack.move();
  return {
    path,
    // Other processes write at the same time, so this ends when the disk refuses a write.
    fill: async () => {
      const { bavail, bsize } = await statfs(path);
      await writeFile(ballast, Buffer.alloc(bavail * bsize)).catch(() => undefined);
    },
    free: () => rm(ballast),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
