const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Escapes a text for HTML. Only `&`, `<` and `>` are replaced, so `unescapeHtml` restores the text exactly. */
export const escapeHtml = (text: string): string => text.replace(/[&<>]/g, (char) => ENTITIES[char] ?? char);

/** Undoes `escapeHtml` and `neutraliseParameters`. */
export const unescapeHtml = (html: string): string =>
  html.replaceAll('&#126;', '~').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** Escapes a text for HTML and keeps its lines. */
export const toLines = (text: string): string => escapeHtml(text).replace(/\r\n|\r|\n/g, '<br/>');

const TAGS: ReadonlySet<string> = new Set(
  [
    'a abbr b big blockquote br code col colgroup dd del div dl dt em font h1 h2 h3 h4 h5 h6 hr i iframe img ins kbd li mark ol p',
    'pre s small span strike strong sub sup table tbody td tfoot th thead tr tt u ul var video',
  ].flatMap((names) => names.split(' ')),
);
const TAG_START = /<\/?([a-z][a-z\d]*)(?:\/?>|\s)/gi;
const ENTITY = /&(?:amp|lt|gt|quot|apos|nbsp|#\d+|#x[\da-f]+);/i;

/**
 * Whether a text contains markup or entities, so that it is HTML already. `<user>` and `a < b` are not, since they
 * would not show.
 */
export const isHtml = (text: string): boolean => hasTag(text) || ENTITY.test(text);

function hasTag(text: string): boolean {
  const lastEnd = text.lastIndexOf('>');
  return text
    .matchAll(TAG_START)
    .some(({ index, 1: name = '' }) => index < lastEnd && TAGS.has(name.toLowerCase()));
}

/** Turns a text that may or may not be HTML into HTML. */
export const toHtml = (text: string): string => (isHtml(text) ? text : toLines(text));

/** qTest turns `[~name]` in a step into a test parameter. With the tilde as an entity it looks the same and stays text. */
export const neutraliseParameters = (html: string): string => html.replaceAll('[~', '[&#126;');

export const hasParameterSyntax = (html: string): boolean => html.includes('[~');

/**
 * Replaces an empty step description: the target requires one, and whether it accepts the empty text is not documented.
 * It shows nothing, and `compareTestCase` treats it as empty.
 */
export const EMPTY_STEP_HTML = '<p></p>';
