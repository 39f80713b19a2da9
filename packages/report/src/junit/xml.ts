// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 allows none of them, not even as a reference.
const IMPOSSIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const SPECIAL = /[&<>"'\t\n\r]/g;

/**
 * A text for XML 1.0, inside an element or an attribute. What XML cannot hold becomes U+FFFD; line ends and tabs are
 * written as references, since a parser would turn those of an attribute into blanks.
 */
export const toXmlText = (text: string): string =>
  text
    .toWellFormed()
    .replace(IMPOSSIBLE, '\uFFFD')
    .replace(SPECIAL, (char) => `&#${char.charCodeAt(0)};`);

/** Attributes as written in a tag, with a space before each. */
export const toAttributes = (attributes: Readonly<Record<string, string | number>>): string =>
  Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${toXmlText(String(value))}"`)
    .join('');
