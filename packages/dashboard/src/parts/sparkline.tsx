import { toNumber } from '../format.ts';

const WIDTH = 120;
const HEIGHT = 24;

type SparklineProps = { readonly values: readonly number[]; readonly label: string };

/** A small line of values over time. */
export function Sparkline({ values, label }: SparklineProps) {
  const most = Math.max(1, ...values);
  const points = values.map((value, at) => {
    const x = (at * WIDTH) / Math.max(1, values.length - 1);
    return `${x.toFixed(1)},${(HEIGHT - 1 - (value * (HEIGHT - 2)) / most).toFixed(1)}`;
  });
  const said = `${label}: from ${toNumber(Math.min(...values))} to ${toNumber(most)}`;
  return (
    <svg
      class="spark"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={said}
      preserveAspectRatio="none"
    >
      <polyline points={points.join(' ')} />
    </svg>
  );
}
