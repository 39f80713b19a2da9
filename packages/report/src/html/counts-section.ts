import {
  COUNT_OF_PHASE,
  type CountsView,
  ENTITY_TYPES,
  type EntityType,
  PHASES,
  type ReportView,
} from '@z2q/contracts';
import { formatCount } from '../format.ts';
import { renderBar, renderLegend } from './bars.ts';
import { type Html, html, type Piece } from './html.ts';
import { TYPE_LABELS } from './labels.ts';
import { type Column, renderNumber, renderSection, renderTable } from './sections.ts';

type Count = keyof CountsView;
type Row = { readonly label: string; readonly counts: CountsView };

const COLUMNS: readonly (Column & { readonly count: Count })[] = [
  { title: 'In Zephyr Scale', count: 'source', number: true },
  { title: 'Extracted', count: 'extracted', number: true },
  { title: 'Transformed', count: 'transformed', number: true },
  { title: 'In qTest', count: 'loaded', number: true },
  { title: 'Verified', count: 'verified', number: true },
  { title: 'Failed', count: 'failed', number: true },
  { title: 'Skipped', count: 'skipped', number: true },
];

/** The columns of the phases that a run had: it counted nothing in the others, and a 0 there would look like a result. */
function ofPhases(phases: ReportView['run']['phases']): typeof COLUMNS {
  const others = PHASES.filter((phase) => !phases.includes(phase)).map((phase) => COUNT_OF_PHASE[phase]);
  return COLUMNS.filter(({ count }) => !others.some((other) => other === count));
}

/** Columns for a rollback: what was there, and what was deleted, or would be. */
const ofRollback = (isDryRun: boolean): typeof COLUMNS => [
  { title: isDryRun ? 'On the target' : 'On the target before', count: 'source', number: true },
  { title: isDryRun ? 'Would be taken away' : 'Taken away', count: 'loaded', number: true },
  { title: isDryRun ? 'Would stay' : 'Stays', count: 'failed', number: true },
];

const CHANGES: readonly (Column & { readonly count: Count })[] = [
  { title: 'Created', count: 'created', number: true },
  { title: 'Updated', count: 'updated', number: true },
  { title: 'Unchanged', count: 'unchanged', number: true },
  { title: 'Gone from Zephyr Scale', count: 'vanished', number: true },
  { title: 'Edited in qTest', count: 'conflict', number: true },
];

const toRows = (counts: ReportView['counts']): Row[] =>
  ENTITY_TYPES.flatMap((type: EntityType) => {
    const own = counts[type];
    return own ? [{ label: TYPE_LABELS[type], counts: own }] : [];
  });

const toSum = (rows: readonly Row[], count: Count): number =>
  rows.reduce((sum, row) => sum + (row.counts[count] ?? 0), 0);

const renderTakenAway = ({ source, loaded, failed }: CountsView): Html =>
  renderBar(
    [
      { label: 'taken away', count: loaded, tone: 'good' },
      { label: 'staying', count: failed, tone: 'bad' },
    ],
    source,
  );

function renderOutcome({ source, loaded, verified, failed, skipped }: CountsView): Html {
  const parts = [
    { label: 'verified', count: verified, tone: 'good' },
    { label: 'in qTest only', count: Math.max(0, loaded - verified - failed), tone: 'calm' },
    { label: 'failed', count: failed, tone: 'bad' },
    { label: 'skipped', count: skipped, tone: 'warn' },
  ] as const;
  return renderBar(parts, source);
}

const toCells = (row: Row, columns: typeof COLUMNS): Piece[] =>
  columns.map(({ count }) => {
    const value = row.counts[count] ?? 0;
    return value > 0 && count === 'failed'
      ? html`<strong class="bad-text">${formatCount(value)}</strong>`
      : renderNumber(value);
  });

function renderChanges(rows: readonly Row[]): Html | null {
  if (CHANGES.every(({ count }) => toSum(rows, count) === 0)) return null;
  return renderTable({
    caption: 'What this run did in qTest',
    columns: [{ title: 'Type' }, ...CHANGES],
    rows: rows.map((row) => [row.label, ...toCells(row, CHANGES)]),
    foot: ['Total', ...CHANGES.map(({ count }) => renderNumber(toSum(rows, count)))],
  });
}

/** How far the records of each type have come. */
export function renderCounts({ counts, run }: ReportView): Html {
  const rows = toRows(counts);
  if (run.kind === 'rollback') return renderRollbackCounts(rows, run.dryRun === true);
  const shown = ofPhases(run.phases);
  const table = renderTable({
    caption: 'Records by type and how far they came',
    columns: [{ title: 'Type' }, ...shown, { title: 'Outcome' }],
    rows: rows.map((row) => [row.label, ...toCells(row, shown), renderOutcome(row.counts)]),
    foot: ['Total', ...shown.map(({ count }) => renderNumber(toSum(rows, count))), ''],
  });
  const legend = renderLegend([
    { label: 'Verified', tone: 'good' },
    { label: 'In qTest, not verified', tone: 'calm' },
    { label: 'Failed', tone: 'bad' },
    { label: 'Skipped', tone: 'warn' },
  ]);
  return renderSection('records', 'Records', table, legend, renderChanges(rows));
}

function renderRollbackCounts(rows: readonly Row[], isDryRun: boolean): Html {
  const shown = ofRollback(isDryRun);
  const table = renderTable({
    caption: 'Objects of this migration by the type of their record',
    columns: [{ title: 'Type' }, ...shown, { title: 'Outcome' }],
    rows: rows.map((row) => [row.label, ...toCells(row, shown), renderTakenAway(row.counts)]),
    foot: ['Total', ...shown.map(({ count }) => renderNumber(toSum(rows, count))), ''],
  });
  return renderSection('records', 'Records', table);
}
