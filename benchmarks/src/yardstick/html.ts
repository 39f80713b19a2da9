const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

export const escapeHtml = (text: string): string => text.replace(/[&<>]/g, (char) => ESCAPES[char] ?? char);

/** Named values below a text, ending with the source key. Empty values are left out. */
export function withDetails(
  html: string | null,
  values: Readonly<Record<string, unknown>>,
  key: string,
): string {
  const items = Object.entries(values)
    .filter(([, value]) => value !== null && value !== undefined && String(value) !== '')
    .map(([name, value]) => `<li><strong>${escapeHtml(name)}:</strong> ${escapeHtml(String(value))}</li>`);
  const list = items.length === 0 ? '' : `<ul>${items.join('')}</ul>`;
  return `${html ?? ''}${list}<p>[zephyr ${escapeHtml(key)}]</p>`;
}
