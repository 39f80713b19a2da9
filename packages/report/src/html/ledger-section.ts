import type { LedgerField, LedgerReason, LedgerSum, ReportView } from '@z2q/contracts';
import { formatCount } from '../format.ts';
import { renderBar, renderLegend } from './bars.ts';
import { foreign, type Html, html, type Piece } from './html.ts';
import { ICONS } from './icons.ts';
import { TYPE_LABEL, TYPE_LABELS } from './labels.ts';
import { renderKeys, renderNumber, renderSection, renderTable } from './sections.ts';

const mark = (icon: Html, words: string, tone: string): Html =>
  html`<span class="mark ${tone}-text">${icon} ${words}</span>`;

function renderCloses({ closes, fieldsWithValue }: LedgerSum): Html {
  if (closes === null || fieldsWithValue === null) return mark(ICONS.dash, 'not counted', 'mute');
  return closes
    ? mark(ICONS.check, 'yes', 'good')
    : mark(ICONS.cross, `no: ${formatCount(fieldsWithValue)} had a value`, 'bad');
}

const renderSum = (sum: LedgerSum): Piece[] => [
  TYPE_LABELS[sum.entityType],
  renderNumber(sum.carried),
  renderNumber(sum.changed),
  renderNumber(sum.dropped),
  renderBar(
    [
      { label: 'carried', count: sum.carried, tone: 'good' },
      { label: 'changed', count: sum.changed, tone: 'calm' },
      { label: 'dropped', count: sum.dropped, tone: 'warn' },
    ],
    sum.carried + sum.changed + sum.dropped,
    300,
  ),
  renderCloses(sum),
];

const renderSums = (sums: readonly LedgerSum[]): Html =>
  renderTable({
    caption: 'Field values by type, and whether the sum closes',
    columns: [
      { title: 'Type' },
      { title: 'Carried', number: true },
      { title: 'Changed', number: true },
      { title: 'Dropped', number: true },
      { title: 'Share' },
      { title: 'All accounted for' },
    ],
    rows: sums.map(renderSum),
  });

const renderReason = (
  field: LedgerField,
  outcome: string,
  { reason, count, examples }: LedgerReason,
): Piece[] => [
  html`${TYPE_LABEL[field.entityType]}: ${foreign(field.field)}`,
  outcome,
  formatCount(count),
  foreign(reason),
  renderKeys(examples),
];

function renderFields(fields: readonly LedgerField[]): Html {
  const rows = fields.flatMap((field) => [
    ...field.dropped.map((reason) => renderReason(field, 'Dropped', reason)),
    ...field.changed.map((reason) => renderReason(field, 'Changed', reason)),
    ...field.added.map((reason) => renderReason(field, 'Added', reason)),
  ]);
  if (rows.length === 0) return html`<p class="fine">${ICONS.check} Nothing was changed or dropped.</p>`;
  return renderTable({
    caption: 'Every change and loss, with its reason',
    columns: [
      { title: 'Field' },
      { title: 'Outcome' },
      { title: 'Values', number: true },
      { title: 'Why' },
      { title: 'For example' },
    ],
    rows,
  });
}

/** What became of the values of all fields: nothing is lost without a line here. */
export function renderLedger({ ledger }: ReportView): Html | null {
  if (ledger.sums.length === 0) return null;
  const legend = renderLegend([
    { label: 'Carried as it was', tone: 'good' },
    { label: 'Changed, for a reason', tone: 'calm' },
    { label: 'Dropped, for a reason', tone: 'warn' },
  ]);
  const intro = html`<p>Each field of each record that had a value in Zephyr Scale is counted once: carried as it was, changed, or dropped.</p>`;
  return renderSection(
    'ledger',
    'What became of the data',
    intro,
    renderSums(ledger.sums),
    legend,
    renderFields(ledger.fields),
  );
}
