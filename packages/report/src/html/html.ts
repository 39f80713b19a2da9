const MARKUP: unique symbol = Symbol('markup');

/** Markup that is safe in a page: only `html` and `trusted` create it. */
export type Html = { readonly [MARKUP]: string };
export type Piece = string | number | null | Html | readonly Piece[];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: HTML allows none of them, not even escaped.
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

const escapeText = (text: string): string =>
  text
    .toWellFormed()
    .replace(CONTROLS, '\uFFFD')
    .replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char);

function toMarkup(piece: Piece): string {
  if (piece === null) return '';
  if (typeof piece === 'string') return escapeText(piece);
  if (typeof piece === 'number') return String(piece);
  return MARKUP in piece ? piece[MARKUP] : piece.map(toMarkup).join('');
}

/** A template whose values are escaped unless they are markup themselves. null is left out. */
export function html(strings: TemplateStringsArray, ...values: readonly Piece[]): Html {
  const pieces = strings.map((string, index) => string + toMarkup(values[index] ?? null));
  return { [MARKUP]: pieces.join('') };
}

/** For our own markup, never for data. */
export const trusted = (text: string): Html => ({ [MARKUP]: text });

export const toPage = (markup: Html): string => markup[MARKUP];

/** Text from outside, isolated so that it cannot change the text direction around it. */
export const foreign = (text: string): Html => html`<bdi>${text}</bdi>`;
