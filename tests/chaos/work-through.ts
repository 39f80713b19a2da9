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
  /** What an operator does, between two looks. */
  readonly operate: (crew: Crew) => Promise<void>;
};

const FIRST_STEP_MS = 500;
const LONGEST_STEP_MS = 2_000;

/**
 * As `workUntil`, with workers that die and stand still. Time passes where nobody is at work: those that stand still hold
 * nobody up.
 * @throws {StuckError} when work is due and nothing gets on.
 */
export function createWorkThrough(shift: Shift): typeof workUntil {
  const { staff, hands, progress, operate } = shift;
  return async (crew, condition, what) => {
    for (let stepMs = FIRST_STEP_MS; ; ) {
      // Time that passes at once is no time that anybody holds the event loop for.
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
    // A worker that is stopped in the middle of it is not waited for; one that is gone never comes to its end.
    acting.catch(() => undefined);
    await Promise.race([acting, staff.nextChange()]);
  }
}
