import type { Clock } from '../kit/clock.ts';
import type { Hand } from './hand.ts';
import type { Life } from './life.ts';
import type { PointName, StrikeKind } from './points.ts';
import type { Striker } from './striker.ts';

/** How long a worker stays frozen: longer than a lease, so that others take over. */
export const FROZEN_MS = 20_000;

/** What all parts of one migration share: the striker, the batches in hand, and what happens later. */
export type World = {
  readonly striker: Striker;
  readonly clock: Clock;
  /** How many milliseconds after it was sent a write may still land. */
  readonly settleMs: number;
  readonly hands: Map<string, Hand>;
  readonly addLife: (life: Life) => void;
  /**
   * Notes that a batch has reached a point, and kills or freezes its worker if that is the strike.
   * @returns the strike; all other kinds are up to the caller.
   */
  readonly visit: (point: PointName, hand: Hand) => StrikeKind | undefined;
  /** Runs `act` once this much time has passed. */
  readonly later: (afterMs: number, act: () => Promise<unknown>) => void;
  /** Thaws workers whose time has come, and runs what is due. */
  readonly turn: () => Promise<void>;
  /** Everything that was done and must never be done, such as a change of a foreign object. */
  readonly trespasses: string[];
  readonly bury: () => void;
};

type Pending = { readonly dueMs: number; readonly act: () => Promise<unknown> };

export function createWorld(striker: Striker, clock: Clock, settleMs: number): World {
  const lives = new Set<Life>();
  const pending = new Set<Pending>();
  const nowMs = (): number => clock.now().getTime();
  return {
    striker,
    clock,
    settleMs,
    hands: new Map(),
    addLife: (life) => void lives.add(life),
    visit: (point, { life, subject }) => {
      if (!life.isAtWork()) return undefined;
      const kind = striker.visit(point, subject);
      if (kind === 'crash') life.die();
      if (kind === 'freeze') life.freeze(nowMs() + FROZEN_MS);
      return kind;
    },
    later: (afterMs, act) => void pending.add({ dueMs: nowMs() + afterMs, act }),
    turn: async () => {
      for (const life of lives) life.thaw(nowMs());
      const due = [...pending].filter(({ dueMs }) => dueMs <= nowMs());
      for (const each of due) {
        pending.delete(each);
        await each.act();
      }
    },
    trespasses: [],
    bury: () => {
      for (const life of lives) life.bury();
    },
  };
}
