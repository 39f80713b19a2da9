import type { Cell } from '../measure/cell.ts';
import type { Measured } from '../measure/measure-all.ts';
import type { Sample } from '../measure/sample.ts';

/** The sample of the median wall time; of two in the middle the quicker one. */
export function middleOf({ samples }: Measured): Sample {
  const sorted = samples.toSorted((left, right) => left.wallMs - right.wallMs);
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  if (!middle) throw new Error('A cell was never measured');
  return middle;
}

/** Wall time over the yardstick's in the same round, the median of the rounds; null without a yardstick that ended. */
export function ratioTo(yardstick: Measured | undefined, measured: Measured): number | null {
  const ratios = measured.samples.flatMap((sample, round) => {
    const plain = yardstick?.samples[round];
    return plain && isWhole(plain) && isWhole(sample) ? [sample.wallMs / plain.wallMs] : [];
  });
  const sorted = ratios.toSorted((left, right) => left - right);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

export const isWhole = ({ state }: Sample): boolean => state === 'completed';

export const findYardstick = (all: readonly Measured[], { latencyMs, rps, attachments }: Cell) =>
  all.find(
    ({ cell }) =>
      cell.program === 'yardstick' &&
      cell.latencyMs === latencyMs &&
      cell.rps === rps &&
      cell.attachments === attachments,
  );
