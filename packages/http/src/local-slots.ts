import type { Clock } from './clock.ts';
import { LONGEST_WAIT_MS, type Slots, toPace } from './slots.ts';

/** The same pacing as in Redis, for one process. */
export function createLocalSlots(maxRps: number, clock: Clock): Slots {
  const { intervalUs, slackUs } = toPace(maxRps);
  let nextUs = 0;
  let blockedUntilUs = 0;
  let penalties = 0;

  return {
    book: async () => {
      const nowUs = clock.now() * 1000;
      const earliestUs = Math.max(nowUs, blockedUntilUs);
      const planned = Math.max(nextUs, earliestUs);
      const slotUs = Math.max(planned - slackUs, earliestUs);
      const isBooked = earliestUs - nowUs <= LONGEST_WAIT_MS * 1000;
      if (intervalUs > 0 && isBooked) nextUs = planned + intervalUs;
      const dueUs = intervalUs > 0 && isBooked ? slotUs : earliestUs;
      return { waitMs: Math.ceil((dueUs - nowUs) / 1000), penalties: `local-${penalties}`, isBooked };
    },
    penalise: async (waitMs) => {
      blockedUntilUs = Math.max(blockedUntilUs, (clock.now() + waitMs) * 1000);
      nextUs = Math.max(nextUs, blockedUntilUs + slackUs);
      penalties += 1;
    },
    clear: async () => {
      blockedUntilUs = 0;
      nextUs = clock.now() * 1000 + slackUs;
      penalties += 1;
    },
    penalties: async () => `local-${penalties}`,
  };
}
