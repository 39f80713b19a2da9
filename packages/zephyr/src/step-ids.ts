import { z } from 'zod';
import { valuesOfResults } from './read-step-results.ts';
import { Id } from './wire.ts';

const Ids = z.array(
  z
    .looseObject({ id: Id })
    .transform(({ id }): string | null => id)
    .catch(null),
);
const Steps = z.looseObject({ kind: z.literal('steps'), values: Ids });

/** Step ids in order; null where Zephyr sent none. A script that is one text has no steps. */
export const stepIdsOfScript = (script: unknown): readonly (string | null)[] =>
  Steps.safeParse(script).data?.values ?? [];

export const stepIdsOfResults = (stepResults: unknown): readonly (string | null)[] =>
  Ids.safeParse(valuesOfResults(stepResults)).data ?? [];
