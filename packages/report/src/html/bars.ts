import { formatCount } from '../format.ts';
import { type Html, html, type Piece } from './html.ts';

export type Tone = 'good' | 'bad' | 'warn' | 'calm' | 'mute';
export type Part = { readonly label: string; readonly count: number; readonly tone: Tone };

const HEIGHT = 12;
const LEAST = 6;

/** Widths of a bar's parts. Every part that is not empty is visible, even two of five thousand. */
export function toWidths(counts: readonly number[], whole: number, width: number): number[] {
  if (whole <= 0) return counts.map(() => 0);
  const least = counts.map((count) => (count > 0 ? Math.max(LEAST, (count / whole) * width) : 0));
  const excess = least.reduce((sum, part) => sum + part, 0) - width;
  if (excess <= 0) return least;
  const spare = least.reduce((sum, part) => sum + Math.max(0, part - LEAST), 0);
  return least.map((part) => (part > LEAST ? part - (excess * (part - LEAST)) / spare : part));
}

const describeParts = (parts: readonly Part[], whole: number): string =>
  `${parts.map((part) => `${formatCount(part.count)} ${part.label}`).join(', ')} of ${formatCount(whole)}`;

const renderStrip = (width: number, label: string, content: Piece): Html =>
  html`<svg class="bar" width="${width}" height="${HEIGHT}" viewBox="0 0 ${width} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${label}">
<rect class="track" width="${width}" height="${HEIGHT}"/>${content}</svg>`;

const renderRect = (tone: Tone, x: number, width: number): Html =>
  html`<rect class="${tone}" x="${x.toFixed(2)}" width="${width.toFixed(2)}" height="${HEIGHT}"/>`;

/** A stacked bar. What no part covers stays empty. */
export function renderBar(parts: readonly Part[], whole: number, width = 180): Html {
  const widths = toWidths(
    parts.map((part) => part.count),
    whole,
    width,
  );
  let x = 0;
  const segments = parts.map(({ tone, count }, index) => {
    const own = widths[index] ?? 0;
    const segment = count > 0 ? renderRect(tone, x, own) : null;
    x += own;
    return segment;
  });
  return renderStrip(width, describeParts(parts, whole), segments);
}

/** A span on a time line; `from` and `length` are shares of the whole. */
export function renderSpan(from: number, length: number, label: string): Html {
  const width = 420;
  const own = Math.max(LEAST, Math.min(1, length) * width);
  const x = Math.max(0, Math.min(from * width, width - own));
  return renderStrip(width, label, renderRect('calm', x, own));
}

/** Explains the colours and hatchings of a bar. */
export const renderLegend = (parts: readonly Omit<Part, 'count'>[]): Html =>
  html`<p class="legend">${parts.map(
    ({ tone, label }) =>
      html`<span><svg viewBox="0 0 12 12" aria-hidden="true"><rect class="${tone}" width="12" height="12"/></svg>${label}</span>`,
  )}</p>`;

/** Hatchings of the bars, so that they can be told apart without colour. */
export const BAR_PATTERNS: Html = html`<svg class="patterns" aria-hidden="true"><defs>
<pattern id="hatch-bad" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="bad-ground" width="4" height="4"/><rect class="stroke" width="1.4" height="4"/></pattern>
<pattern id="hatch-warn" width="4" height="4" patternUnits="userSpaceOnUse"><rect class="warn-ground" width="4" height="4"/><circle class="stroke" cx="2" cy="2" r="0.9"/></pattern>
</defs></svg>`;
