import type { RunView } from '@z2q/contracts';
import type { ControlClient } from '@z2q/test-kit';
import type { Crew } from '../kit/work-until.ts';
import { draw, pick } from './draw.ts';
import type { Strangers } from './open-strangers.ts';
import type { Staff } from './staff.ts';
import type { World } from './world.ts';

/** An operator who pauses, resumes, cancels, runs, retries and rolls back at random moments. */
export type Operator = {
  readonly lookAfter: (migrationId: string) => void;
  readonly watch: (runId: string) => void;
  /** Called between two steps of the workers, when no call of the API is under way. */
  readonly act: (crew: Crew) => Promise<void>;
  readonly acts: readonly string[];
};

const ACTS = ['pause', 'cancel', 'run', 'retry', 'rollback'] as const;
const RATE = 0.015;
/**
 * Probability, at each call of `act`, that the installation is started for a moment with another site in its
 * variables.
 */
const SWAP_RATE = 0.006;

type OperatorDeps = {
  /** Seed of all decisions. */
  readonly name: string;
  readonly world: World;
  readonly staff: Staff;
  readonly strangers: Strangers;
  readonly api: ControlClient;
};

export function createOperator({ name, world, staff, strangers, api }: OperatorDeps): Operator {
  const acts: string[] = [];
  let [migrationId, runId] = ['', ''];
  let looks = 0;
  /**
   * A call that the API refuses changes nothing.
   * @returns whether the call was accepted.
   */
  const post = (path: string): Promise<boolean> =>
    api.post(path, {}).then(
      () => true,
      () => false,
    );
  const doNext = async (act: (typeof ACTS)[number]): Promise<void> => {
    const path =
      act === 'run'
        ? `/v1/migrations/${migrationId}/runs`
        : act === 'rollback'
          ? `/v1/migrations/${migrationId}/rollback`
          : `/v1/runs/${runId}/${act}`;
    const isTaken = await post(path);
    acts.push(isTaken ? act : `${act} (refused)`);
    if (isTaken && act === 'cancel') strikeAfterCancel(world, staff, name);
  };
  return {
    lookAfter: (id) => {
      migrationId = id;
    },
    watch: (id) => {
      runId = id;
    },
    act: async (crew) => {
      looks += 1;
      if (!world.striker.isSpent() && draw(name, 'swap', looks) < SWAP_RATE) {
        await strangers.act(crew, migrationId);
        acts.push('swap of sites');
      }
      const run = await api.get<RunView>(`/v1/runs/${runId}`);
      if (run.state === 'paused' && run.pauseReason === 'operator') {
        if (draw(name, 'resume', looks) < 0.3) await post(`/v1/runs/${runId}/resume`);
        return;
      }
      if (world.striker.isSpent() || run.finishedAt !== null || draw(name, 'act', looks) >= RATE) return;
      const act = pick(ACTS, name, 'which', looks);
      if (act) await doNext(act);
    },
    acts,
  };
}

/** Strikes one worker at work right after a cancel was committed. */
function strikeAfterCancel(world: World, staff: Staff, name: string): void {
  const subject = `cancel ${name}`;
  for (const hand of world.hands.values())
    if (staff.present().some(({ life }) => life === hand.life) && hand.life.isAtWork()) {
      world.visit('cancel committed', { ...hand, subject });
      return;
    }
}
