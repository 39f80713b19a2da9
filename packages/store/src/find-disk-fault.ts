import { StoreError } from './store-error.ts';

const FULL: readonly unknown[] = ['full', 'ENOSPC', 'EDQUOT'];
const FAILING: readonly unknown[] = ['io', 'EIO', 'EROFS'];

/**
 * Whether an error means that the disk is full or fails; the error may come from the store or from a file beside it.
 * undefined: the error has another cause.
 */
export function findDiskFault(error: unknown): 'full' | 'io' | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (error instanceof StoreError ? error.code === 'full' : FULL.includes(code)) return 'full';
  return FAILING.includes(code) ? 'io' : undefined;
}
