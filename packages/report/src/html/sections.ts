import { formatCount } from '../format.ts';
import { type Html, html, type Piece } from './html.ts';

export const renderSection = (id: string, title: string, ...content: readonly Piece[]): Html =>
  html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${content}</section>`;

export type Column = { readonly title: string; readonly number?: true };

type Table = {
  readonly caption: string;
  readonly columns: readonly Column[];
  /** The first cell of each row is its heading. */
  readonly rows: readonly (readonly Piece[])[];
  readonly foot?: readonly Piece[];
};

function renderRow(columns: readonly Column[], cells: readonly Piece[]): Html {
  const rendered = cells.map((cell, index) => {
    if (index === 0) return html`<th scope="row">${cell}</th>`;
    return columns[index]?.number ? html`<td class="n">${cell}</td>` : html`<td>${cell}</td>`;
  });
  return html`<tr>${rendered}</tr>`;
}

export function renderTable({ caption, columns, rows, foot }: Table): Html {
  const heads = columns.map(({ title, number }) =>
    number ? html`<th scope="col" class="n">${title}</th>` : html`<th scope="col">${title}</th>`,
  );
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${caption}"><table><caption>${caption}</caption>
<thead><tr>${heads}</tr></thead>
<tbody>${rows.map((row) => renderRow(columns, row))}</tbody>${foot ? html`<tfoot>${renderRow(columns, foot)}</tfoot>` : null}
</table></div>`;
}

/** A count in a table; zero is shown less prominently. */
export const renderNumber = (count: number): Html =>
  count === 0 ? html`<span class="zero">0</span>` : html`${formatCount(count)}`;

/** A few keys as in Zephyr Scale. */
export const renderKeys = (keys: readonly string[]): Html =>
  html`<span class="keys">${keys.map((key) => html`<code><bdi>${key}</bdi></code> `)}</span>`;
