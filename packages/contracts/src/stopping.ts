import { z } from 'zod';
import type { RunState } from './run-state.ts';

/** How a run that is being stopped will end. */
const EndsAs = z.enum(['cancelled', 'failed']);
export type EndsAs = z.infer<typeof EndsAs>;

/** The words for it, which the command line, the dashboard and the report show. */
const WORDS: Readonly<Record<EndsAs, string>> = {
  cancelled: 'being stopped because it was cancelled',
  failed: 'being stopped because it failed',
};

export const StoppingView = z.object({
  endsAs: EndsAs.describe('The state that it will have'),
  words: z.string().describe('That in words, such as `being stopped because it failed`'),
  why: z.string().nullable().describe('Why it failed, and what to do; null: it was cancelled'),
});
export type StoppingView = z.infer<typeof StoppingView>;

type Stopped = {
  readonly state: RunState | 'waiting';
  readonly endsAs: EndsAs | null;
  readonly recommendedAction: string | null;
};

/** Null: the run is not being stopped. Earlier releases did not note how a run ends, and stopped only cancelled ones this way. */
export const toStopping = ({ state, endsAs, recommendedAction }: Stopped): StoppingView | null =>
  state === 'cancelling'
    ? { endsAs: endsAs ?? 'cancelled', words: WORDS[endsAs ?? 'cancelled'], why: recommendedAction }
    : null;
