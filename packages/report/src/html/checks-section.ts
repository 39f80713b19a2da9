import type { PhaseCheck, ReportCheck, ReportView } from '@z2q/contracts';
import { type Html, html } from './html.ts';
import { ICONS } from './icons.ts';
import { CHECK_LABELS, PHASE_CHECK_LABELS } from './labels.ts';
import { type Column, renderNumber, renderSection, renderTable } from './sections.ts';

const STATUS: Readonly<Record<ReportCheck['status'], Html>> = {
  passed: html`<span class="mark good-text">${ICONS.check} Passed</span>`,
  failed: html`<span class="mark bad-text">${ICONS.cross} Failed</span>`,
  incomplete: html`<span class="mark warn-text">${ICONS.warning} Not all looked at</span>`,
  nothing_to_check: html`<span class="mark mute-text">${ICONS.dash} Nothing to check</span>`,
  not_run: html`<span class="mark mute-text">${ICONS.dash} Not made</span>`,
};

const COLUMNS: readonly Column[] = [
  { title: 'Check' },
  { title: 'What it says' },
  { title: 'Looked at', number: true },
  { title: 'Wrong', number: true },
  { title: 'Result' },
];

/** Results of the validator's checks. */
export function renderChecks({ checks, run, phaseChecks = [] }: ReportView): Html | null {
  if (run.kind === 'rollback') return null;
  const table = renderTable({
    caption: 'Checks made by reading qTest back',
    columns: COLUMNS,
    rows: checks.map(({ name, status, checked, of, wrong }) => [
      CHECK_LABELS[name].title,
      CHECK_LABELS[name].what,
      status === 'not_run' ? '–' : renderLookedAt(checked, of),
      status === 'not_run' ? '–' : renderNumber(wrong),
      STATUS[status],
    ]),
  });
  return renderSection('checks', 'Checks', renderPhaseChecks(phaseChecks), table);
}

/** Comparisons made before anything was written. */
const renderPhaseChecks = (checks: readonly PhaseCheck[]): Html | null =>
  checks.length === 0
    ? null
    : renderTable({
        caption: 'Checks made between the phases',
        columns: COLUMNS,
        rows: checks.map(({ name, status, checked, of, wrong }) => [
          PHASE_CHECK_LABELS[name].title,
          PHASE_CHECK_LABELS[name].what,
          renderLookedAt(checked, of),
          renderNumber(wrong),
          STATUS[status],
        ]),
      });

const renderLookedAt = (checked: number, of: number | null): Html =>
  of === null || of <= checked
    ? renderNumber(checked)
    : html`${renderNumber(checked)} of ${renderNumber(of)}`;
