import { type Attribute, splitTags, type Tag } from './split-tags.ts';

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
export const canonicalHtml = (html: string): string =>
  splitTags(html)
    .map((part) => (typeof part === 'string' ? canonicalText(part) : canonicalTag(part)))
    .join('');

function canonicalTag({ isClosing, name, attributes, isEmptied }: Tag): string {
  const slash = isEmptied && !VOID.test(name) ? '/' : '';
  const written = attributes.map(canonicalAttribute);
  return `<${isClosing ? '/' : ''}${[name, ...written].join(' ')}${slash}>`;
}

const canonicalAttribute = ({ name, value }: Attribute): string =>
  `${name}="${canonicalText(value).replaceAll('"', '&quot;')}"`;

const canonicalText = (text: string): string =>
  decodeEntities(text).replace(/[&<>]/g, (char) => WRITTEN[char] ?? char);

const WRITTEN: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Text with entities as the characters that they stand for. */
export const decodeEntities = (text: string): string =>
  text.replace(ENTITY, (entity, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? entity;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : entity;
  });
