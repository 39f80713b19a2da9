import { type Slots, toPace } from './slots.ts';

/** The same pacing as in Redis, for one process. */
export function createLocalSlots(maxRps: number): Slots {
  const { intervalUs, slackUs } = toPace(maxRps);
  let nextUs = 0;
  let blockedUntilUs = 0;
  let penalties = 0;

  return {
    book: async () => {
      const nowUs = performance.now() * 1000;
      const earliestUs = Math.max(nowUs, blockedUntilUs);
      const planned = Math.max(nextUs, earliestUs);
      const slotUs = Math.max(planned - slackUs, earliestUs);
      if (intervalUs > 0) nextUs = planned + intervalUs;
      const waitMs = Math.ceil(((intervalUs > 0 ? slotUs : earliestUs) - nowUs) / 1000);
      return { waitMs, penalties: `local-${penalties}` };
    },
    penalise: async (waitMs) => {
      blockedUntilUs = Math.max(blockedUntilUs, (performance.now() + waitMs) * 1000);
      nextUs = Math.max(nextUs, blockedUntilUs + slackUs);
      penalties += 1;
    },
    penalties: async () => `local-${penalties}`,
  };
}
