import { draw, pick } from './draw.ts';
import { POINTS, type PointName, type StrikeKind } from './points.ts';

export type Strike = {
  readonly point: PointName;
  readonly kind: StrikeKind;
  /** The batch that was worked on. */
  readonly subject: string;
};

/** Decides at each point whether something strikes there. */
export type Striker = {
  readonly visit: (point: PointName, subject: string) => StrikeKind | undefined;
  readonly strikes: readonly Strike[];
  readonly visits: ReadonlyMap<PointName, number>;
  /** Nothing strikes any more. */
  readonly calm: () => void;
  readonly isSpent: () => boolean;
};

/** Points at which nothing strikes in one migration, so that enough is left for those that a record comes to late. */
const QUIET_SHARE = 0.6;
/** Points that strike at this share of their visits are seldom come to, and never quiet. */
const SELDOM_RATE = 0.5;
/** More would be taken for the batch's own fault, and rightly so. */
const STRIKES_A_BATCH = 2;

/**
 * Each decision hangs on the seed, the point, the batch and how often it came there, and on nothing that happened
 * elsewhere: what other workers do meanwhile changes the order of strikes, not which there are.
 */
export function createStriker(seed: string, limit: number): Striker {
  const strikes: Strike[] = [];
  const visits = new Map<PointName, number>();
  const comings = new Map<string, number>();
  let isCalm = false;
  const isSpent = (): boolean => isCalm || strikes.length >= limit;
  return {
    visit: (point, subject) => {
      visits.set(point, (visits.get(point) ?? 0) + 1);
      const coming = `${point}|${subject}`;
      const nth = (comings.get(coming) ?? 0) + 1;
      comings.set(coming, nth);
      const { rate, kinds } = POINTS[point];
      if (isSpent()) return undefined;
      if (rate < SELDOM_RATE && draw(seed, 'quiet', point) < QUIET_SHARE) return undefined;
      if (draw(seed, coming, nth) >= rate) return undefined;
      if (strikes.filter((strike) => strike.subject === subject).length >= STRIKES_A_BATCH) return undefined;
      const kind = pick<StrikeKind>(kinds, seed, coming, nth, 'kind');
      if (kind) strikes.push({ point, kind, subject });
      return kind;
    },
    strikes,
    visits,
    calm: () => {
      isCalm = true;
    },
    isSpent,
  };
}
