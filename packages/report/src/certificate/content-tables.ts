import type { CertificateView } from '@z2q/contracts';
import { formatCount } from '../format.ts';
import { foreign, type Html, html, type Piece } from '../html/html.ts';
import { TYPE_LABELS } from '../html/labels.ts';
import { renderNumber, renderTable } from '../html/sections.ts';

/** Further reasons are in the JSON and in the ledger. */
const SHOWN_REASONS = 24;

const sum = <Row>(rows: readonly Row[], of: (row: Row) => number): number =>
  rows.reduce((total, row) => total + of(row), 0);

/** Records of each type: received, verified, left out with the reasons, failed. */
export function renderRecords({ types }: CertificateView): Html | null {
  if (types.length === 0) return null;
  const columns = [
    { title: 'Received', of: ({ received }: Type) => received },
    { title: 'In qTest and verified', of: ({ verified }: Type) => verified },
    { title: 'Left out by rule', of: ({ leftOut }: Type) => sum(leftOut, ({ count }) => count) },
    { title: 'Failed', of: ({ failed }: Type) => failed },
  ];
  const table = renderTable({
    caption: 'Records by type',
    columns: [{ title: 'Type' }, ...columns.map(({ title }) => ({ title, number: true as const }))],
    rows: types.map((type) => [
      TYPE_LABELS[type.entityType],
      ...columns.map(({ of }) => renderNumber(of(type))),
    ]),
    foot: ['Total', ...columns.map(({ of }) => renderNumber(sum(types, of)))],
  });
  const reasons = types.flatMap(({ entityType, leftOut }) =>
    leftOut.map(({ reason, count }): readonly Piece[] => [
      TYPE_LABELS[entityType],
      formatCount(count),
      foreign(reason),
    ]),
  );
  return html`<section aria-labelledby="records"><h2 id="records">Records</h2>${table}${reasons.length === 0 ? null : renderTable({ caption: 'Records left out, and why', columns: [{ title: 'Type' }, { title: 'Records', number: true }, { title: 'Why' }], rows: reasons })}</section>`;
}

type Type = CertificateView['types'][number];
type Values = CertificateView['values'][number];

/** Values of each type, and which of them do not arrive unchanged. */
export function renderValues({ values }: CertificateView): Html | null {
  if (values.length === 0) return null;
  const columns = [
    { title: 'Received', of: ({ received }: Values) => received },
    { title: 'As they were', of: ({ carried }: Values) => carried },
    { title: 'Changed', of: ({ changed }: Values) => changed },
    { title: 'Left out', of: ({ dropped }: Values) => dropped },
    { title: 'Technical', of: ({ technical }: Values) => technical },
  ];
  const table = renderTable({
    caption: 'Values that Zephyr Scale sent, and what became of them; technical: ids, links and paging',
    columns: [{ title: 'Type' }, ...columns.map(({ title }) => ({ title, number: true as const }))],
    rows: values.map((row) => [
      TYPE_LABELS[row.entityType],
      ...columns.map(({ of }) => renderNumber(of(row))),
    ]),
    foot: ['Total', ...columns.map(({ of }) => renderNumber(sum(values, of)))],
  });
  return html`<section aria-labelledby="values"><h2 id="values">Values</h2>${table}${renderReasons(values)}</section>`;
}

const OUTCOMES = { changed: 'Changed', dropped: 'Left out', not_asked: 'Not asked for' } as const;

function renderReasons(values: readonly Values[]): Html | null {
  const all = joinReasons(values);
  if (all.length === 0) return null;
  const shown = all.slice(0, SHOWN_REASONS);
  const rest = all.slice(SHOWN_REASONS);
  const more =
    rest.length === 0
      ? null
      : html`<p class="note">${formatCount(rest.length)} more reasons, of ${formatCount(sum(rest, ({ count }) => count))} values, are in the certificate as JSON; the ledger names each value.</p>`;
  const table = renderTable({
    caption: 'What does not arrive as it was, and why',
    columns: [{ title: 'Outcome' }, { title: 'Values', number: true }, { title: 'Of' }, { title: 'Why' }],
    rows: shown.map(({ outcome, count, reason, code, types }) => [
      OUTCOMES[outcome],
      formatCount(count),
      types
        .map((type, index) => (index === 0 ? TYPE_LABELS[type] : TYPE_LABELS[type].toLowerCase()))
        .join(', '),
      html`${foreign(reason)} <code>${code}</code>`,
    ]),
  });
  return html`${table}${more}`;
}

type Joined = Values['reasons'][number] & { readonly types: readonly Values['entityType'][] };

/**
 * One row for each reason, over all types: dropped first, then not asked for, then changed; the most frequent
 * first.
 */
function joinReasons(values: readonly Values[]): readonly Joined[] {
  const all = values.flatMap(({ entityType, reasons }) =>
    reasons.map((reason) => ({ ...reason, types: [entityType] })),
  );
  const joined = [...Map.groupBy(all, ({ outcome, code }) => `${outcome}/${code}`).values()].flatMap(
    (rows): readonly Joined[] =>
      rows.slice(0, 1).map((row) => ({
        ...row,
        count: sum(rows, ({ count }) => count),
        types: rows.flatMap(({ types }) => types),
      })),
  );
  return joined.sort((a, b) => ORDER[a.outcome] - ORDER[b.outcome] || b.count - a.count);
}

const ORDER = { dropped: 0, not_asked: 1, changed: 2 } as const;

/** Hashes of the content on both sides, by type. */
export function renderContents({ types }: CertificateView): Html | null {
  const some = types.filter(({ content }) => content.records > 0);
  if (some.length === 0) return null;
  const table = renderTable({
    caption: 'Content of the verified records, by type',
    columns: [
      { title: 'Type' },
      { title: 'Records', number: true },
      { title: 'SHA-256 of source and of target' },
    ],
    rows: some.map(({ entityType, content }) => [
      TYPE_LABELS[entityType],
      formatCount(content.records),
      html`<code>${content.source ?? 'source: not known'}</code><br><code>${content.target ?? 'target: not known'}</code>`,
    ]),
  });
  return html`<section aria-labelledby="contents"><h2 id="contents">Content of both sides</h2>${table}
<p class="note">First line, source: over the hash of each record as it was read from Zephyr Scale and translated by the mapping; of a file, its bytes. Second line, target: over the hash of each object as qTest returned it when it was validated: name, place, texts, fields, steps; of a test execution its log with the results of its steps (its test run, if it never ran); of a file, the bytes downloaded again. The two are hashes of different things and never equal: that they mean the same is what validation compared. Each serves to see later whether its own side has changed: while it has not, another migration run gives the same.</p></section>`;
}
