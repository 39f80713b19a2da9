import type { JsonFlag } from '../commands/command-deps.ts';

/** Number of generated test cases, with three executions each. */
export const SIZES = { small: 60, medium: 300, large: 2_000 } as const;

export type DemoFlags = JsonFlag & {
  readonly data?: string;
  readonly size: keyof typeof SIZES;
  readonly cases?: number;
  readonly loaders: number;
  readonly latency: number;
  readonly keep?: boolean;
  readonly port?: number;
  readonly dataDir?: string;
};
