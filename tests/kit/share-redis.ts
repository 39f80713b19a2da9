import { shareRedis } from '@z2q/test-kit';

/** Vitest runs it once before all tests, and what it returns once after them. */
export const setup = (): Promise<() => Promise<void>> => shareRedis();
