import type { Clock } from './clock.ts';
import { cutPace, NO_PACE, PACING, passTime, toFoundIntervalUs } from './found-pace.ts';
import { LONGEST_WAIT_MS, type Slots, toPace } from './slots.ts';

/** The same pacing as in Redis, for one process. `takeAnswered` returns the number of answers since it was last called. */
export function createLocalSlots(maxRps: number, clock: Clock, takeAnswered: () => number): Slots {
  const configured = toPace(maxRps);
  let nextUs = 0;
  let blockedUntilUs = 0;
  let penalties = 0;
  let pace = NO_PACE;

  const slackUs = (): number => (pace.topRps > 0 ? PACING.slackUs : configured.slackUs);
  const observe = (nowUs: number): number => {
    const passed = passTime(pace, nowUs, blockedUntilUs, takeAnswered());
    pace = passed.pace;
    return passed.ranUs;
  };
  const toSlot = (dueUs: number, nowUs: number, isBooked: boolean) => ({
    waitMs: Math.ceil((dueUs - nowUs) / 1000),
    penalties: `local-${penalties}`,
    isBooked,
  });

  return {
    book: async () => {
      const nowUs = clock.now() * 1000;
      const earliestUs = Math.max(nowUs, blockedUntilUs);
      if (earliestUs - nowUs > LONGEST_WAIT_MS * 1000) return toSlot(earliestUs, nowUs, false);
      const ranUs = observe(nowUs);
      const intervalUs = toFoundIntervalUs(pace, configured.intervalUs);
      if (intervalUs === 0) return toSlot(earliestUs, nowUs, true);
      const planned = Math.max(nextUs, earliestUs);
      const slotUs = Math.max(planned - slackUs(), earliestUs);
      if (slotUs > earliestUs) pace = { ...pace, grownUs: pace.grownUs + ranUs };
      nextUs = planned + intervalUs;
      return toSlot(slotUs, nowUs, true);
    },
    penalise: async (waitMs, sentMsAgo) => {
      const nowUs = clock.now() * 1000;
      if (sentMsAgo !== undefined) {
        observe(nowUs);
        if (nowUs - sentMsAgo * 1000 >= blockedUntilUs) {
          pace = cutPace(pace, configured.intervalUs, nowUs);
        }
      }
      blockedUntilUs = Math.max(blockedUntilUs, nowUs + waitMs * 1000);
      // A penalty that says nothing about the pace does not count as time in use.
      if (sentMsAgo === undefined) pace = { ...pace, seenUs: Math.max(pace.seenUs, blockedUntilUs) };
      nextUs = blockedUntilUs + slackUs();
      penalties += 1;
    },
    clear: async () => {
      blockedUntilUs = 0;
      nextUs = clock.now() * 1000 + slackUs();
      pace = { ...pace, seenUs: 0 };
      penalties += 1;
    },
    penalties: async () => `local-${penalties}`,
  };
}
