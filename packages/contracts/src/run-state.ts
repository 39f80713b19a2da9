import { z } from 'zod';

export const RunState = z
  .enum([
    'queued',
    'running',
    'paused',
    'cancelling',
    'completed',
    'completed_with_failures',
    'failed',
    'cancelled',
  ])
  .describe(
    '`completed`: every record got through every phase; `completed_with_failures`: those that did not are in the failures; `failed`: the run itself could not go on; `cancelling`: nothing new is begun, and what is under way ends',
  );
export type RunState = z.infer<typeof RunState>;

const FINAL: ReadonlySet<RunState> = new Set(['completed', 'completed_with_failures', 'failed', 'cancelled']);
export const isFinal = (state: RunState): boolean => FINAL.has(state);

export const PauseReason = z
  .enum([
    'unauthorized',
    'source_unreachable',
    'target_unreachable',
    'broker_unavailable',
    'failure_budget',
    'target_refuses',
    'awaiting_approval',
    'disk_full',
    'quota',
    'source_changed',
    'operator',
    'other_site',
  ])
  .describe('What a paused run waits for; `recommendedAction` says what to do');
export type PauseReason = z.infer<typeof PauseReason>;

/** Pause reasons that only a person ends. A run paused for any other resumes by itself once the cause is gone. */
const NEEDS_PERSON: ReadonlySet<PauseReason> = new Set([
  'failure_budget',
  'target_refuses',
  'awaiting_approval',
  'operator',
]);
export const endsByItself = (reason: PauseReason): boolean => !NEEDS_PERSON.has(reason);
