const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Text as HTML that shows it. Nothing but `&`, `<` and `>` is touched, so `unescapeHtml` gives the text back exactly. */
export const escapeHtml = (text: string): string => text.replace(/[&<>]/g, (char) => ENTITIES[char] ?? char);

/** Undoes `escapeHtml` and the neutralised parameters of `parameter-syntax.ts`. */
export const unescapeHtml = (html: string): string =>
  html.replaceAll('&#126;', '~').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** Text as HTML that shows it on the same lines. */
export const toLines = (text: string): string => escapeHtml(text).replace(/\r\n|\r|\n/g, '<br/>');

const TAGS =
  'a|abbr|b|big|blockquote|br|code|col|colgroup|dd|del|div|dl|dt|em|font|h[1-6]|hr|i|iframe|img|ins|kbd|li|mark|ol|p|pre|s|' +
  'small|span|strike|strong|sub|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|var|video';
const MARKUP = new RegExp(
  `</?(?:${TAGS})(?:\\s[^>]*)?/?>|&(?:amp|lt|gt|quot|apos|nbsp|#\\d+|#x[\\da-f]+);`,
  'i',
);

/** Whether markup or entities are in it, so that it is HTML already. `<user>` and `a < b` are not: they would not show. */
export const isHtml = (text: string): boolean => MARKUP.test(text);

/** Text of a field that may or may not hold HTML, as HTML. */
export const toHtml = (text: string): string => (isHtml(text) ? text : toLines(text));
