import { toNumber } from '../format.ts';

const WIDTH = 120;
const HEIGHT = 24;

type SparklineProps = {
  readonly values: readonly number[];
  readonly label: string;
  /** Drawn as a dashed line. */
  readonly limit?: number | null;
};

/** A small line of values over time. */
export function Sparkline({ values, label, limit = null }: SparklineProps) {
  const most = Math.max(...values);
  const top = Math.max(1, most, limit ?? 0);
  const toY = (value: number): string => (HEIGHT - 1 - (value * (HEIGHT - 2)) / top).toFixed(1);
  const points = values.map(
    (value, at) => `${((at * WIDTH) / Math.max(1, values.length - 1)).toFixed(1)},${toY(value)}`,
  );
  const allowed = limit === null ? '' : `, of ${toNumber(limit)} allowed`;
  const said = `${label}: from ${toNumber(Math.min(...values))} to ${toNumber(most)}${allowed}`;
  return (
    <svg
      class="spark"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={said}
      preserveAspectRatio="none"
    >
      {limit !== null && <line class="limit" x1="0" x2={WIDTH} y1={toY(limit)} y2={toY(limit)} />}
      <polyline points={points.join(' ')} />
    </svg>
  );
}
