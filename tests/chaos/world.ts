import type { Clock } from '../kit/clock.ts';
import type { Hand } from './hand.ts';
import type { Life } from './life.ts';
import type { PointName, StrikeKind } from './points.ts';
import type { Striker } from './striker.ts';

/** Longer than a lease, so that others take over. */
export const FROZEN_MS = 20_000;

/** What all parts of one migration's life share: who strikes, whose hands there are, and what is still on its way. */
export type World = {
  readonly striker: Striker;
  readonly clock: Clock;
  /** How long after it was sent a write may still land. */
  readonly settleMs: number;
  readonly hands: Map<string, Hand>;
  readonly addLife: (life: Life) => void;
  /** Visits a point in a hand, and does to its worker what strikes there. @returns what is left to be done by the caller. */
  readonly visit: (point: PointName, hand: Hand) => StrikeKind | undefined;
  /** Has something happen when its time has come. */
  readonly later: (afterMs: number, act: () => Promise<unknown>) => void;
  /** Thaws whom it is time for, and has what is due happen. */
  readonly turn: () => Promise<void>;
  /** Writes to the target that hit what the migration had not made. */
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
