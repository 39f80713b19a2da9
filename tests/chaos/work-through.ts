import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Crew, workUntil } from '../kit/work-until.ts';
import type { Hands } from './hands.ts';
import type { ProgressWatch } from './progress-watch.ts';
import type { Staff } from './staff.ts';
import type { World } from './world.ts';

export type Shift = {
  readonly world: World;
  readonly staff: Staff;
  readonly hands: Hands;
  readonly progress: ProgressWatch;
  /** Acts of the operator, between two steps of the workers. */
  readonly operate: (crew: Crew) => Promise<void>;
};

const FIRST_STEP_MS = 500;
const LONGEST_STEP_MS = 2_000;

/**
 * Like `workUntil`, with workers that die and freeze. When no worker is at work the clock is advanced, so
 * frozen workers hold nobody up.
 * @throws {StuckError} when work is due and nothing progresses.
 */
export function createWorkThrough(shift: Shift): typeof workUntil {
  const { staff, hands, progress, operate } = shift;
  return async (crew, condition, what) => {
    for (let stepMs = FIRST_STEP_MS; ; ) {
      // Gives the event loop a turn, so that time skipped by the test does not count as a blocked loop.
      await nextTurn();
      await staff.replaceDead();
      hands.dropDead();
      const answer = await condition();
      if (answer !== undefined && hands.areEmpty()) {
        await ofEach(staff, ({ report }) => report());
        return answer;
      }
      if (answer === undefined) {
        await operate(crew);
        hands.takeUp(crew);
      }
      const working = hands.atWork();
      if (working.length > 0) {
        await Promise.race([staff.nextChange(), ...working]);
        stepMs = FIRST_STEP_MS;
        continue;
      }
      if (answer === undefined)
        progress.look(
          what,
          staff.present().every(({ life }) => life.isAtWork()),
        );
      await pass(shift, stepMs);
      stepMs = Math.min(LONGEST_STEP_MS, 2 * stepMs);
    }
  };
}

async function pass({ world, staff }: Shift, ms: number): Promise<void> {
  world.clock.advance(ms);
  await world.turn();
  await ofEach(staff, ({ look }) => look());
}

type Worker = ReturnType<Staff['present']>[number]['worker'];

async function ofEach(staff: Staff, act: (worker: Worker) => Promise<void>): Promise<void> {
  for (const { worker, life } of staff.present()) {
    if (!life.isAtWork()) continue;
    const acting = act(worker);
    // A worker that is frozen meanwhile is not waited for, and the call of a dead worker never ends.
    acting.catch(() => undefined);
    await Promise.race([acting, staff.nextChange()]);
  }
}
