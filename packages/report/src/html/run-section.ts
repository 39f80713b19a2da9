import { AnswerClass, type ReportView } from '@z2q/contracts';
import { formatDuration, formatInstant } from '../format.ts';
import { renderSpan } from './bars.ts';
import { foreign, type Html, html, type Piece } from './html.ts';
import { ANSWER_LABELS, PHASE_LABELS, STATE_LABELS } from './labels.ts';
import { renderNumber, renderSection, renderTable } from './sections.ts';

const instant = (at: string | null): Piece =>
  at === null ? '–' : html`<time datetime="${at}">${formatInstant(at)}</time>`;

const sinceStart = (run: ReportView['run'], at: string): number =>
  (Date.parse(at) - Date.parse(run.startedAt ?? at)) / 1000;

/** The phases on one time line, which shows how they overlap. */
export function renderPhases({ phases, run }: ReportView): Html | null {
  if (phases.length === 0) return null;
  const whole = (run.durationSeconds ?? 0) + run.pausedSeconds || 1;
  const table = renderTable({
    caption: 'Phases on the time line of the run',
    columns: [
      { title: 'Phase' },
      { title: 'Began after', number: true },
      { title: 'Took', number: true },
      { title: 'Time line' },
    ],
    rows: phases.map(({ phase, startedAt, durationSeconds }) => {
      const began = Math.max(0, sinceStart(run, startedAt));
      const label = `from ${formatDuration(began)}, for ${formatDuration(durationSeconds)}, of ${formatDuration(whole)}`;
      return [
        PHASE_LABELS[phase],
        formatDuration(began),
        formatDuration(durationSeconds),
        renderSpan(began / whole, durationSeconds / whole, label),
      ];
    }),
  });
  return renderSection('time', 'Time', table);
}

function renderRequests(requests: ReportView['requests']): Html | null {
  if (requests.length === 0) return null;
  const count = (side: string, answers: readonly AnswerClass[]): Html =>
    renderNumber(
      requests
        .filter((row) => row.side === side && answers.includes(row.answer))
        .reduce((sum, row) => sum + row.count, 0),
    );
  const present = AnswerClass.options.filter((answer) => requests.some((row) => row.answer === answer));
  const renderSide = (label: string, side: string): Piece[] => [
    label,
    ...present.map((answer) => count(side, [answer])),
    count(side, present),
  ];
  return renderTable({
    caption: 'Requests made, by what came back',
    columns: [
      { title: 'API' },
      ...present.map((answer) => ({ title: ANSWER_LABELS[answer], number: true as const })),
      { title: 'All', number: true },
    ],
    rows: [renderSide('Zephyr Scale', 'source'), renderSide('qTest', 'target')],
  });
}

function toDetails({ migration, run, tool }: ReportView): readonly (readonly [string, Piece])[] {
  const { source, target } = migration;
  return [
    ['Migration', html`${foreign(migration.name)} <code>${migration.id}</code>`],
    ['Run', html`<code>${run.id}</code>`],
    ['State', STATE_LABELS[run.state]],
    ['Phases', run.phases.map((phase) => PHASE_LABELS[phase]).join(', ')],
    ...(run.mappingHash ? [['Mapping', html`<code>${run.mappingHash.slice(0, 12)}</code>`] as const] : []),
    ['Started', instant(run.startedAt)],
    ['Finished', instant(run.finishedAt)],
    ['Source', html`Zephyr Scale project ${foreign(source.projectKey)} at ${foreign(source.host)}`],
    [
      'Target',
      html`qTest project ${target.projectId}${target.projectName === null ? null : html` (${foreign(target.projectName)})`} at ${foreign(target.host)}`,
    ],
    ['Made by', toBuild(tool)],
  ];
}

function toBuild({ name, version, commit }: ReportView['tool']): Piece {
  return html`${name} ${version}${commit ? html` <code>${commit.slice(0, 12)}</code>` : null}`;
}

/** What an auditor needs to find this run again. */
export function renderRun(report: ReportView): Html {
  const rows = toDetails(report).map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`);
  return renderSection(
    'run',
    'Details of the run',
    html`<dl class="details">${rows}</dl>`,
    renderRequests(report.requests),
  );
}
