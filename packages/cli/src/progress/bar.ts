const FULL = '━';
const HALF = '╸';
const EMPTY = '─';

export type BarParts = { readonly filled: string; readonly empty: string };

/** A bar of `width` columns, in half columns. It is full only when everything is done, and not empty once anything is. */
export function toBar(done: number, total: number, width: number): BarParts {
  if (total <= 0 || width === 0) return { filled: '', empty: EMPTY.repeat(width) };
  const halves = done >= total ? width * 2 : Math.min(width * 2 - 1, toHalves(done / total, width));
  const filled = FULL.repeat(Math.floor(halves / 2)) + (halves % 2 === 1 ? HALF : '');
  return { filled, empty: EMPTY.repeat(width - filled.length) };
}

const toHalves = (share: number, width: number): number =>
  share > 0 ? Math.max(1, Math.floor(share * width * 2)) : 0;
