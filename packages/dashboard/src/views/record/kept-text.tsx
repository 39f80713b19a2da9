import type { KeptRecord } from '../../api/views.ts';
import { toNumber } from '../../format.ts';

type KeptTextProps = {
  readonly title: string;
  readonly text: KeptRecord['draft'];
  readonly isOpen?: boolean;
};

/** A stored JSON text, indented if it is whole. */
export const KeptText = ({ title, text, isOpen = false }: KeptTextProps) =>
  text && (
    <details open={isOpen}>
      <summary>
        {title} <span class="soft">({toNumber(text.length)} characters)</span>
      </summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>{toIndented(text.json)}</pre>
      {text.json.length < text.length && (
        <p class="soft">The first {toNumber(text.json.length)} characters; the database has them all.</p>
      )}
    </details>
  );

function toIndented(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    // Cut in the middle.
    return json;
  }
}
