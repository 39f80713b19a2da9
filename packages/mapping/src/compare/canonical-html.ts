const TAG = /<(\/?)([a-z][a-z\d]*)((?:\s+[^\s=<>"'/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?)*)\s*(\/?)>/gi;
const ATTRIBUTE = /([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;
const VOID = /^(?:area|br|col|embed|hr|img|input|link|source|track|wbr)$/;
const ENTITY = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos|nbsp));/gi;
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
};

/**
 * HTML in one spelling of all that mean the same, for comparison alone: names of tags in lower case, void tags without a slash, values of
 * attributes in double quotes, entities as the characters that they stand for. What would then read as markup stays an entity.
 */
export function canonicalHtml(html: string): string {
  let text = '';
  let end = 0;
  for (const match of html.matchAll(TAG)) {
    text += canonicalText(html.slice(end, match.index)) + canonicalTag(match);
    end = match.index + match[0].length;
  }
  return text + canonicalText(html.slice(end));
}

function canonicalTag([, close = '', tag = '', attributes = '', slash = '']: RegExpExecArray): string {
  const name = tag.toLowerCase();
  const isEmptied = slash !== '' && !VOID.test(name);
  const written = [...attributes.matchAll(ATTRIBUTE)].map(canonicalAttribute);
  return `<${close}${[name, ...written].join(' ')}${isEmptied ? '/' : ''}>`;
}

function canonicalAttribute([, name = '', double, single, bare]: RegExpExecArray): string {
  const value = double ?? single ?? bare ?? '';
  return `${name.toLowerCase()}="${canonicalText(value).replaceAll('"', '&quot;')}"`;
}

const canonicalText = (text: string): string =>
  decode(text).replace(/[&<>]/g, (char) => WRITTEN[char] ?? char);

const WRITTEN: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const decode = (text: string): string =>
  text.replace(ENTITY, (entity, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? entity;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : entity;
  });
