const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Text as HTML that shows it. Nothing but `&`, `<` and `>` is touched, so `unescapeHtml` gives the text back exactly. */
export const escapeHtml = (text: string): string => text.replace(/[&<>]/g, (char) => ENTITIES[char] ?? char);

/** Undoes `escapeHtml` and the parameters that `neutraliseParameters` wrote otherwise. */
export const unescapeHtml = (html: string): string =>
  html.replaceAll('&#126;', '~').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** Text as HTML that shows it on the same lines. */
export const toLines = (text: string): string => escapeHtml(text).replace(/\r\n|\r|\n/g, '<br/>');

const TAGS: ReadonlySet<string> = new Set(
  [
    'a abbr b big blockquote br code col colgroup dd del div dl dt em font h1 h2 h3 h4 h5 h6 hr i iframe img ins kbd li mark ol p',
    'pre s small span strike strong sub sup table tbody td tfoot th thead tr tt u ul var video',
  ].flatMap((names) => names.split(' ')),
);
const TAG_START = /<\/?([a-z][a-z\d]*)(?:\/?>|\s)/gi;
const ENTITY = /&(?:amp|lt|gt|quot|apos|nbsp|#\d+|#x[\da-f]+);/i;

/** Whether markup or entities are in it, so that it is HTML already. `<user>` and `a < b` are not: they would not show. */
export const isHtml = (text: string): boolean => hasTag(text) || ENTITY.test(text);

function hasTag(text: string): boolean {
  const lastEnd = text.lastIndexOf('>');
  return text
    .matchAll(TAG_START)
    .some(({ index, 1: name = '' }) => index < lastEnd && TAGS.has(name.toLowerCase()));
}

/** Text of a field that may or may not hold HTML, as HTML. */
export const toHtml = (text: string): string => (isHtml(text) ? text : toLines(text));

/**
 * qTest turns `[~name]` in the text of a step into a test parameter. The tilde as an entity looks the same and stays text.
 */
export const neutraliseParameters = (html: string): string => html.replaceAll('[~', '[&#126;');

export const hasParameterSyntax = (html: string): boolean => html.includes('[~');

/**
 * Stands for an empty description of a step: the target wants one, and whether it takes the empty text is not documented.
 * It shows nothing, and `compareTestCase` takes it for the empty text.
 */
export const EMPTY_STEP_HTML = '<p></p>';
