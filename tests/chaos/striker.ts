import { draw, pick } from './draw.ts';
import { POINTS, type PointName, type StrikeKind } from './points.ts';

export type Strike = {
  readonly point: PointName;
  readonly kind: StrikeKind;
  /** Name of the batch that was worked on. */
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

/**
 * Share of the points at which nothing strikes in a given migration, so that strikes are left for points that
 * a record reaches late.
 */
const QUIET_SHARE = 0.6;
/** Points with at least this rate are visited so seldom that they are never left out. */
const SELDOM_RATE = 0.5;
/** After more strikes the product would rightly hold the batch itself to be at fault. */
const STRIKES_A_BATCH = 2;

/**
 * Each decision depends only on the seed, the point, the batch and how often the batch has been there. So the
 * work of other workers changes the order of strikes, but not which strikes there are.
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
