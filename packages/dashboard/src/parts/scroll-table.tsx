import type { ComponentChildren } from 'preact';

type ScrollTableProps = {
  readonly caption: string;
  readonly head: readonly string[];
  /** Indexes of columns with numbers. */
  readonly numbers?: readonly number[];
  readonly children: ComponentChildren;
};

/** A table that scrolls by itself on a narrow screen, also by keyboard. */
export const ScrollTable = ({ caption, head, numbers = [], children }: ScrollTableProps) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
  <section class="scroll" tabIndex={0} aria-label={caption}>
    <table>
      <caption class="hidden">{caption}</caption>
      <thead>
        <tr>
          {head.map((title, at) => (
            <th key={title} scope="col" class={numbers.includes(at) ? 'n' : ''}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </section>
);
