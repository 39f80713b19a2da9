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
 * Rewrites HTML so that texts with the same meaning become equal, for comparison only: tag names in lower case, void
 * tags without a slash, attribute values in double quotes, entities as their characters. An entity whose character
 * would read as markup stays an entity.
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

/** Replaces entities by their characters. */
export const decodeEntities = (text: string): string =>
  text.replace(ENTITY, (entity, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? entity;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : entity;
  });
