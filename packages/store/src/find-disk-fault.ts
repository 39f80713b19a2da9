import { StoreError } from './store-error.ts';

const FULL: readonly unknown[] = ['full', 'ENOSPC', 'EDQUOT'];
const FAILING: readonly unknown[] = ['io', 'EIO', 'EROFS'];

/** What an error says of the disk, whether the store met it or a file beside it; undefined: it is about something else. */
export function findDiskFault(error: unknown): 'full' | 'io' | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (error instanceof StoreError ? error.code === 'full' : FULL.includes(code)) return 'full';
  return FAILING.includes(code) ? 'io' : undefined;
}
