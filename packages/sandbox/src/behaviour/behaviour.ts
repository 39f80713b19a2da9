import { z } from 'zod';
import { Fault } from './fault.ts';

/** Switches of a stand-in. The object may be changed at any time and applies from the next request on. */
export const Behaviour = z.strictObject({
  /** Added to every request before it is handled. */
  latencyMs: z.number().nonnegative().default(0),
  /** Requests a second, in bursts of one second's worth; above it the answer is 429. null: no limit. */
  rateLimitRps: z.number().positive().nullable().default(null),
  /** The first fault that strikes wins. */
  faults: z.array(Fault).default([]),
});
export type Behaviour = z.infer<typeof Behaviour>;

export const createBehaviour = (given: Partial<Behaviour> = {}): Behaviour => Behaviour.parse(given);
