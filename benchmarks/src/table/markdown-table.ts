/** A Markdown table; the first column is aligned to the left, all others to the right. */
export function toMarkdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = head.map((_name, index) => (index === 0 ? '---' : '---:'));
  return [head, rule, ...rows].map(line).join('\n');
}

const NOTHING = '–';

export const toText = (value: number | null, digits = 0): string =>
  value === null || !Number.isFinite(value)
    ? NOTHING
    : value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
