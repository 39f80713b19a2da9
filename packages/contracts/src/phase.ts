import { z } from 'zod';

export const Phase = z.enum(['extract', 'transform', 'load', 'validate']).describe('A phase of a migration');
export type Phase = z.infer<typeof Phase>;
export const PHASES: readonly Phase[] = Phase.options;

/** A run's phases: any one alone, or a prefix of the four. */
export const Phases = z
  .array(Phase)
  .min(1)
  .refine((phases) => phases.length === 1 || phases.every((phase, index) => phase === PHASES[index]), {
    message: `must be one phase alone or a prefix of ${PHASES.join(', ')}`,
  })
  .describe('One phase alone, or the first few of the four');
