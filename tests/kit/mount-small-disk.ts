import { execFile } from 'node:child_process';
import { rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { tempDir } from '@z2q/test-kit';

const run = promisify(execFile);

/** A disk of its own for one test, as large as it is told to be. */
export type SmallDisk = AsyncDisposable & {
  readonly path: string;
  /** Takes all that is free. */
  readonly fill: () => Promise<void>;
  /** Gives it back. */
  readonly free: () => Promise<void>;
};

/** undefined: this process may mount nothing, as in most containers. */
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
    // Others write meanwhile, so it ends with the disk's refusal.
    fill: async () => {
      const { bavail, bsize } = await statfs(path);
      await writeFile(ballast, Buffer.alloc(bavail * bsize)).catch(() => undefined);
    },
    free: () => rm(ballast),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
