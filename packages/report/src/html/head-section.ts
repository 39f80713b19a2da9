import type { ReportView, Verdict } from '@z2q/contracts';
import { formatCount, formatDuration, formatInstant, formatShare, plural } from '../format.ts';
import { foreign, type Html, html, type Piece } from './html.ts';
import { ICONS } from './icons.ts';
import { toHeadline, writesNothing } from './labels.ts';

const LOOKS: Readonly<Record<Verdict, { readonly tone: string; readonly icon: Html }>> = {
  verified: { tone: 'good', icon: ICONS.check },
  finished_with_failures: { tone: 'bad', icon: ICONS.warning },
  not_verified: { tone: 'warn', icon: ICONS.dash },
  rolled_back: { tone: 'calm', icon: ICONS.back },
};

export function renderHeader({ migration, generatedAt, run }: ReportView): Html {
  const { source, target } = migration;
  const project =
    target.projectName === null ? html`project ${target.projectId}` : foreign(target.projectName);
  return html`<header>
<p class="eyebrow">${run.kind === 'rollback' ? 'Rollback report' : 'Migration report'} · <time datetime="${generatedAt}">${formatInstant(generatedAt)}</time></p>
<h1>${foreign(migration.name)}</h1>
<dl class="route">
<div><dt>From Zephyr Scale</dt><dd><strong>${foreign(source.projectKey)}</strong> <span>${foreign(source.host)}</span></dd></div>
<div class="arrow" aria-hidden="true">→</div>
<div><dt>To qTest</dt><dd><strong>${project}</strong> <span>${foreign(target.host)}</span></dd></div>
</dl></header>`;
}

export function renderVerdict(report: ReportView): Html {
  const { tone, icon } = report.run.state === 'failed' ? LOOKS.finished_with_failures : LOOKS[report.verdict];
  return html`<section class="verdict ${tone}" aria-labelledby="verdict"><div class="badge">${icon}</div>
<div><h2 id="verdict">${toHeadline(report)}</h2><p>${report.sentence}</p>${renderToDo(report)}</div></section>`;
}

/** Why a run stands still or ended early, and what to do. What to do about failed records is said with each cause. */
function renderToDo({ run, failures }: ReportView): Html {
  const action = run.state === 'completed_with_failures' ? null : run.recommendedAction;
  return html`${action ? html`<p>${foreign(action)}</p>` : null}${failures.total === 0 ? null : html`<p><a href="#failures">See what failed, and what to do</a></p>`}`;
}

const tile = (label: string, value: Piece, note: string): Html =>
  html`<div class="tile"><dt>${label}</dt><dd><b>${value}</b><span>${note}</span></dd></div>`;

function renderRest(report: ReportView): Html {
  const { failed } = report.totals;
  const value = failed === 0 ? '0' : html`<strong class="bad-text">${formatCount(failed)}</strong>`;
  return tile('Failed', value, noteRest(report));
}

/** Says what became of records that did not fail. "Nothing left behind" only if every record got through. */
function noteRest({ totals, failures, run }: ReportView): string {
  const { records, reached, skipped, failed } = totals;
  const left = Math.max(0, records - reached - skipped - failed);
  const others = Math.max(0, failures.total - failed);
  const notes = [
    skipped > 0 ? `${formatCount(skipped)} skipped` : '',
    left > 0 ? `${formatCount(left)} not got through` : '',
    others > 0 ? `${plural(others, 'failure')} of other objects` : '',
  ].filter((note) => note !== '');
  if (notes.length > 0) return notes.join(', ');
  if (failed > 0) return '0 skipped';
  return records === 0 || writesNothing(run) ? 'no record failed' : 'nothing left behind';
}

function noteDuration({ finishedAt, pausedSeconds }: ReportView['run']): string {
  const span = finishedAt === null ? 'so far' : 'from start to finish';
  return pausedSeconds === 0 ? span : `${span}, without ${formatDuration(pausedSeconds)} of pauses`;
}

/** The main numbers of the run. */
export function renderTiles(report: ReportView): Html {
  const { totals, run } = report;
  const rate = totals.successRate === null ? '–' : formatShare(totals.successRate);
  const speed = totals.entitiesPerMinute === null ? '–' : formatCount(totals.entitiesPerMinute);
  const duration = run.durationSeconds === null ? '–' : formatDuration(run.durationSeconds);
  return html`<dl class="tiles">
${tile('Success rate', rate, `${formatCount(totals.reached)} of ${formatCount(totals.records)} records`)}
${run.phases.includes('validate') ? tile('Verified', formatCount(totals.verified), 'read back and compared') : null}
${renderRest(report)}
${tile('Duration', duration, noteDuration(run))}
${tile('Speed', speed, 'entities a minute')}
</dl>`;
}
