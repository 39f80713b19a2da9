import type { Cell } from '../measure/cell.ts';
import { type Measured, nameOf } from '../measure/measure-all.ts';
import { toFloorRatio } from './floor.ts';
import { findYardstick, middleOf, ratioTo } from './middle.ts';
import { shareOfTooMany } from './share-of-too-many.ts';

/** What a migration may take, as ratios: the machine decides the rest. */
const MOST = {
  /** Of the floor, where the APIs' limits decide. */
  ofLimits: 1.05,
  /** Of the floor, where the time that an answer takes decides. */
  ofLatency: 1.25,
  /** Of the plain script's time where the APIs answer at once: by loaders. */
  ofYardstick: (loaders: number): number => (loaders === 1 ? 1.67 : 1.3),
  /** Of all requests, those answered with 429. */
  tooMany: 0.01,
};

/** What is over its threshold, as sentences; empty when nothing is. */
export function findMisses(all: readonly Measured[]): readonly string[] {
  return all
    .filter(({ cell }) => cell.program === 'z2q')
    .flatMap((measured) =>
      ratiosOf(all, measured)
        .filter(({ is, most }) => is > most)
        .map(({ what, is, most }) => `${nameOf(measured.cell)}: ${is.toFixed(3)} ${what}, at most ${most}`),
    );
}

type Ratio = { readonly what: string; readonly is: number; readonly most: number };

function ratiosOf(all: readonly Measured[], measured: Measured): readonly Ratio[] {
  const { cell } = measured;
  const sample = middleOf(measured);
  const toFloor = toFloorRatio(cell, sample);
  const toYardstick = ratioTo(findYardstick(all, cell), measured);
  const ofFloor = cell.rps > 0 ? MOST.ofLimits : MOST.ofLatency;
  return [
    ...(toFloor === null ? [] : [{ what: 'of the floor', is: toFloor, most: ofFloor }]),
    ...(toYardstick === null || !isAtOnce(cell)
      ? []
      : [{ what: "of the yardstick's time", is: toYardstick, most: MOST.ofYardstick(cell.loaders) }]),
    { what: 'of all requests answered with 429', is: shareOfTooMany(sample), most: MOST.tooMany },
  ];
}

const isAtOnce = ({ latencyMs, rps }: Cell): boolean => latencyMs === 0 && rps === 0;
