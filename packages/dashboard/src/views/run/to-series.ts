type Point = { readonly at: string; readonly count: number };
type Span = { readonly from: number; readonly to: number };

/** Duration that one value stands for. */
export const SLOT_MS = 10_000;
/** An hour of values. */
const MOST = 360;

/**
 * One value for each ten seconds of the last hour of a span (epoch milliseconds); zero where nothing was
 * counted.
 */
export function toSeries(points: readonly Point[], { from, to }: Span, factor: number): readonly number[] {
  const counts = new Map(points.map(({ at, count }) => [Date.parse(at), count]));
  const slots = Math.min(MOST, (to - from) / SLOT_MS + 1);
  return Array.from(
    { length: slots },
    (_, at) => Math.round((counts.get(to - (slots - 1 - at) * SLOT_MS) ?? 0) * factor * 10) / 10,
  );
}
