import type { ReportCheck, ReportView } from '@z2q/contracts';
import { type Html, html } from './html.ts';
import { ICONS } from './icons.ts';
import { CHECK_LABELS } from './labels.ts';
import { renderNumber, renderSection, renderTable } from './sections.ts';

const STATUS: Readonly<Record<ReportCheck['status'], Html>> = {
  passed: html`<span class="mark good-text">${ICONS.check} Passed</span>`,
  failed: html`<span class="mark bad-text">${ICONS.cross} Failed</span>`,
  incomplete: html`<span class="mark warn-text">${ICONS.warning} Not all looked at</span>`,
  nothing_to_check: html`<span class="mark mute-text">${ICONS.dash} Nothing to check</span>`,
  not_run: html`<span class="mark mute-text">${ICONS.dash} Not made</span>`,
};

/** How the target was proven right, or not. */
export function renderChecks({ checks, run }: ReportView): Html | null {
  if (run.kind === 'rollback') return null;
  const table = renderTable({
    caption: 'Checks made by reading qTest back',
    columns: [
      { title: 'Check' },
      { title: 'What it says' },
      { title: 'Looked at', number: true },
      { title: 'Wrong', number: true },
      { title: 'Result' },
    ],
    rows: checks.map(({ name, status, checked, of, wrong }) => [
      CHECK_LABELS[name].title,
      CHECK_LABELS[name].what,
      status === 'not_run' ? '–' : renderLookedAt(checked, of),
      status === 'not_run' ? '–' : renderNumber(wrong),
      STATUS[status],
    ]),
  });
  return renderSection('checks', 'Checks', table);
}

const renderLookedAt = (checked: number, of: number | null): Html =>
  of === null || of <= checked
    ? renderNumber(checked)
    : html`${renderNumber(checked)} of ${renderNumber(of)}`;
