import type { LedgerField, LedgerReason, LedgerSum, ReportView } from '@z2q/contracts';
import { formatCount, plural } from '../format.ts';
import { renderBar, renderLegend } from './bars.ts';
import { foreign, type Html, html, type Piece } from './html.ts';
import { ICONS } from './icons.ts';
import { TYPE_LABEL, TYPE_LABELS } from './labels.ts';
import { renderKeys, renderNumber, renderSection, renderTable } from './sections.ts';

const mark = (icon: Html, words: string, tone: string): Html =>
  html`<span class="mark ${tone}-text">${icon} ${words}</span>`;

function renderCloses({ closes, received, open }: LedgerSum): Html {
  if (closes) return mark(ICONS.check, 'yes', 'good');
  return open.records > 0
    ? html`${mark(ICONS.cross, `no: ${plural(open.values, 'value')} of`, 'bad')} ${plural(open.records, 'record')} that failed or were not transformed`
    : mark(ICONS.cross, `no: ${formatCount(received)} were received`, 'bad');
}

const renderSum = (sum: LedgerSum): Piece[] => [
  TYPE_LABELS[sum.entityType],
  renderNumber(sum.received),
  renderNumber(sum.carried - sum.unproven),
  renderNumber(sum.unproven),
  renderNumber(sum.changed),
  renderNumber(sum.dropped),
  renderNumber(sum.technical),
  renderBar(
    [
      { label: 'carried', count: sum.carried - sum.unproven, tone: 'good' },
      { label: 'not read back (yet)', count: sum.unproven, tone: 'mute' },
      { label: 'changed', count: sum.changed, tone: 'calm' },
      { label: 'dropped', count: sum.dropped, tone: 'warn' },
    ],
    sum.carried + sum.changed + sum.dropped,
    200,
  ),
  renderCloses(sum),
];

const renderSums = (sums: readonly LedgerSum[]): Html =>
  renderTable({
    caption: 'Values by type, and whether the sum closes',
    columns: [
      { title: 'Type' },
      { title: 'Received', number: true },
      { title: 'Carried', number: true },
      { title: 'Not read back (yet)', number: true },
      { title: 'Changed', number: true },
      { title: 'Dropped', number: true },
      { title: 'Technical', number: true },
      { title: 'Share' },
      { title: 'All accounted for' },
    ],
    rows: sums.map(renderSum),
  });

const NOT_ASKED = 'Not asked for';

const renderReason = (
  field: LedgerField,
  outcome: string,
  { reason, count, examples }: LedgerReason,
): Piece[] => [
  html`${TYPE_LABEL[field.entityType]}: ${foreign(field.field)}`,
  outcome,
  outcome === NOT_ASKED ? 'not known' : formatCount(count),
  foreign(reason),
  renderKeys(examples),
];

function renderFields(fields: readonly LedgerField[]): Html {
  const rows = fields.flatMap((field) => [
    ...field.dropped.map((reason) => renderReason(field, 'Dropped', reason)),
    ...field.changed.map((reason) => renderReason(field, 'Changed', reason)),
    ...field.added.map((reason) => renderReason(field, 'Added', reason)),
    ...(field.notAsked ?? []).map((reason) => renderReason(field, NOT_ASKED, reason)),
  ]);
  if (rows.length === 0) return html`<p class="fine">${ICONS.check} Nothing was changed or dropped.</p>`;
  return renderTable({
    caption: 'Every change and loss, with its reason',
    columns: [
      { title: 'Place in the answer' },
      { title: 'Outcome' },
      { title: 'Values', number: true },
      { title: 'Why' },
      { title: 'For example' },
    ],
    rows,
  });
}

/**
 * Outcome of the values of all fields: nothing is lost without a line here. Left out for a rollback, after which
 * nothing is on the target.
 */
export function renderLedger({ ledger, run }: ReportView): Html | null {
  if (ledger.sums.length === 0 || run.kind === 'rollback') return null;
  const legend = renderLegend([
    { label: 'Carried, and read back from the target', tone: 'good' },
    { label: 'Not read back from the target (yet)', tone: 'mute' },
    { label: 'Changed, for a reason', tone: 'calm' },
    { label: 'Dropped, for a reason', tone: 'warn' },
  ]);
  const intro = html`<p>Every value in the answers of Zephyr Scale is counted once, as it was received, and once more by what became of it: carried, changed, dropped, or technical (ids, links, paging). The sums are those of the migration, as its newest run has left them. All lines: <code>z2q ledger --format csv</code>.</p>`;
  return renderSection(
    'ledger',
    'What became of the data',
    intro,
    renderSums(ledger.sums),
    legend,
    renderFields(ledger.fields),
  );
}
