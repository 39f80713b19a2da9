import type { SeededRandom } from '../../behaviour/seeded-random.ts';

/** Choices drawn from a seeded source. */
export type Draw = {
  /** A whole number from `min` to `max`, both included. */
  whole(min: number, max: number): number;
  chance(probability: number): boolean;
  one<T>(from: readonly T[]): T;
  /** Some of the items, in order; possibly none. */
  some<T>(from: readonly T[], probability: number): T[];
};

export function createDraw(random: SeededRandom): Draw {
  const whole = (min: number, max: number): number => min + Math.floor(random() * (max - min + 1));
  return {
    whole,
    chance: (probability) => random() < probability,
    one: <T>(from: readonly T[]): T => {
      const drawn = from[whole(0, from.length - 1)];
      if (drawn === undefined) throw new RangeError('nothing to draw from');
      return drawn;
    },
    some: (from, probability) => from.filter(() => random() < probability),
  };
}
