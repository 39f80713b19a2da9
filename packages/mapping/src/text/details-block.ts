import { escapeHtml, toLines } from './html.ts';
import { stampOf } from './stamp.ts';

/** One line for values without a field on the target. Values are plain text unless `isHtml`. */
export type Detail = {
  readonly label: string;
  readonly values: readonly string[];
  readonly isHtml?: boolean;
  /** Name of the source field in the ledger. */
  readonly source?: string;
};

const OPEN = '<p><strong>Zephyr Scale</strong></p><ul>';
const CLOSE = '</ul>';

const toItem = ({ label, values, isHtml = false }: Detail): string =>
  `<li><strong>${escapeHtml(label)}:</strong> ${values.map(isHtml ? String : toLines).join('<br/>')}</li>`;

/** A text exactly as received, followed by the details and, at the very end, the stamp. */
export function toStampedHtml(text: string, details: readonly Detail[], key: string): string {
  const block = details.length === 0 ? '' : `${OPEN}${details.map(toItem).join('')}${CLOSE}`;
  return `${text}${block}${toStampLine(key)}`;
}

/** Adds details to a stamped text, before the stamp. */
export function addDetails(stamped: string, details: readonly Detail[], key: string): string {
  if (details.length === 0) return stamped;
  const stamp = toStampLine(key);
  const body = stamped.endsWith(stamp) ? stamped.slice(0, -stamp.length) : stamped;
  const items = details.map(toItem).join('');
  return body.endsWith(CLOSE) && body.includes(OPEN)
    ? `${body.slice(0, -CLOSE.length)}${items}${CLOSE}${stamp}`
    : `${body}${OPEN}${items}${CLOSE}${stamp}`;
}

const toStampLine = (key: string): string => `<p>${escapeHtml(stampOf(key))}</p>`;
