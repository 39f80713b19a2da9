const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Text as HTML that shows it. Nothing but `&`, `<` and `>` is touched, so `unescapeHtml` gives the text back exactly. */
export const escapeHtml = (text: string): string => text.replace(/[&<>]/g, (char) => ENTITIES[char] ?? char);

/** Undoes `escapeHtml` and the neutralised parameters of `parameter-syntax.ts`. */
export const unescapeHtml = (html: string): string =>
  html.replaceAll('&#126;', '~').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** Text as HTML that shows it on the same lines. */
export const toLines = (text: string): string => escapeHtml(text).replace(/\r\n|\r|\n/g, '<br/>');

/** Whether markup or entities are in it, so that it has to be kept as HTML. */
export const isHtml = (text: string): boolean => /<\/?[a-z][^>]*>|&(?:[a-z]+|#\d+|#x[\da-f]+);/i.test(text);
