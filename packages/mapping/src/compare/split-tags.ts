export type Attribute = { readonly name: string; readonly value: string };

/** A tag of HTML. Names are in lower case, values are as written between their quotes. */
export type Tag = {
  readonly name: string;
  readonly attributes: readonly Attribute[];
  readonly isClosing: boolean;
  /** Whether the tag ends in a slash. */
  readonly isEmptied: boolean;
};

const START = /<(\/?)([a-z][a-z\d]*)/gi;
const ATTRIBUTE = /\s+([^\s=<>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/y;
const END = /\s*(\/?)>/y;

/**
 * Splits HTML into texts and tags. Something that begins like a tag but is none counts as text. No part is scanned
 * twice, so the time grows only linearly with the text.
 */
export function splitTags(html: string): readonly (string | Tag)[] {
  const parts: (string | Tag)[] = [];
  let textStart = 0;
  let from = 0;
  for (let start = matchAt(START, html, from); start; start = matchAt(START, html, from)) {
    const { attributes, end: attributesEnd } = readAttributes(html, start.index + start[0].length);
    const close = matchAt(END, html, attributesEnd);
    from = close ? attributesEnd + close[0].length : attributesEnd;
    if (!close) continue;
    parts.push(html.slice(textStart, start.index), {
      name: (start[2] ?? '').toLowerCase(),
      attributes,
      isClosing: start[1] === '/',
      isEmptied: close[1] === '/',
    });
    textStart = from;
  }
  parts.push(html.slice(textStart));
  return parts;
}

function readAttributes(
  html: string,
  start: number,
): { readonly attributes: readonly Attribute[]; readonly end: number } {
  const attributes: Attribute[] = [];
  let end = start;
  for (let match = matchAt(ATTRIBUTE, html, end); match; match = matchAt(ATTRIBUTE, html, end)) {
    const [whole, name = '', double, single, bare] = match;
    attributes.push({ name: name.toLowerCase(), value: double ?? single ?? bare ?? '' });
    end += whole.length;
  }
  return { attributes, end };
}

function matchAt(pattern: RegExp, text: string, index: number): RegExpExecArray | null {
  pattern.lastIndex = index;
  return pattern.exec(text);
}
