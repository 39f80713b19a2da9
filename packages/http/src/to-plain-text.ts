const UNSEEN = /<(?:(script|style|head)\b|\/(script|style|head)>)/gi;
const TAG = /<[^<>]*>/g;

/**
 * The visible text of an error page, without tags, scripts, styles and head. The time taken grows only linearly with
 * the page, however it is written.
 */
export function toPlainText(html: string): string {
  return withoutUnseen(html).replace(TAG, ' ');
}

/** An element that is never closed is kept: the end tag of `head` may be omitted, and a page may be cut off. */
function withoutUnseen(html: string): string {
  let text = '';
  let end = 0;
  let open: { readonly name: string; readonly start: number } | null = null;
  for (const { 0: mark, 1: opened, 2: closed, index } of html.matchAll(UNSEEN)) {
    if (open === null && opened !== undefined) open = { name: opened.toLowerCase(), start: index };
    if (open === null || open.name !== closed?.toLowerCase()) continue;
    text += `${html.slice(end, open.start)} `;
    end = index + mark.length;
    open = null;
  }
  return text + html.slice(end);
}
