import { shareRedis } from '@z2q/test-kit';

/** Vitest calls this once before all tests, and the returned function once after them. */
export const setup = (): Promise<() => Promise<void>> => shareRedis();
