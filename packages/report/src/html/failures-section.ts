import type { FailureItem, ReportFailureGroup, ReportView } from '@z2q/contracts';
import { formatCount, plural } from '../format.ts';
import { foreign, type Html, html } from './html.ts';
import { ICONS } from './icons.ts';
import { TYPE_LABEL, TYPE_LABELS } from './labels.ts';
import { renderKeys, renderSection, renderTable } from './sections.ts';

/** How many records of a group are shown without a click. */
const SHOWN_AT_ONCE = 10;

const renderItems = (title: string, items: readonly FailureItem[]): Html =>
  renderTable({
    caption: `Records: ${title}`,
    columns: [{ title: 'Record' }, { title: 'Type' }, { title: 'Phase' }, { title: 'Message' }],
    rows: items.map((item) => [
      renderName(item),
      TYPE_LABEL[item.entityType],
      item.phase,
      html`<span class="message">${foreign(item.message)}</span>`,
    ]),
  });

/** A file name alone does not say where to look, so the owner's key is shown. */
const renderName = ({ sourceKey, sourceId, ownerKey, sourceUrl, targetUrl }: FailureItem): Html => {
  const owner = ownerKey === undefined ? null : html`<code>${foreign(ownerKey)}</code> › `;
  const link = (url: string | undefined, side: string): Html | null =>
    url === undefined ? null : html` <a href="${url}">${side}</a>`;
  return html`${owner}<code>${foreign(sourceKey ?? sourceId)}</code>${link(sourceUrl, 'Zephyr')}${link(targetUrl, 'qTest')}`;
};

function renderGroup(group: ReportFailureGroup, items: readonly FailureItem[]): Html {
  const { title, count, code, explanation, advice } = group;
  const listed =
    items.length < count
      ? `${formatCount(items.length)} of ${plural(count, 'failure')}`
      : plural(count, 'failure');
  const open = items.length <= SHOWN_AT_ONCE ? html` open` : null;
  return html`<article class="failure"><h3>${title} <span class="count">${plural(count, 'failure')}</span> <code>${code}</code></h3>
<p>${explanation}</p><p class="todo"><strong>What to do:</strong> ${advice}</p>
${items.length === 0 ? null : html`<details${open}><summary>${listed}</summary>${renderItems(title, items)}</details>`}</article>`;
}

/** What failed, why, and what to do. */
export function renderFailures({ failures, run }: ReportView): Html {
  if (failures.total === 0) {
    const words = run.finishedAt === null ? 'No record has failed so far.' : 'No record failed.';
    return renderSection('failures', 'Failures', html`<p class="fine">${ICONS.check} ${words}</p>`);
  }
  const groups = failures.groups.map((group) =>
    renderGroup(
      group,
      failures.items.filter((item) => item.code === group.code),
    ),
  );
  const more =
    failures.items.length < failures.total
      ? html`<p class="note">Listed here: the first ${formatCount(failures.items.length)} of ${formatCount(failures.total)} failures. The CSV report has all of them.</p>`
      : null;
  return renderSection('failures', 'What failed, and what to do', groups, more);
}

/** What was skipped on purpose. */
export function renderSkipped({ skipped }: ReportView): Html | null {
  if (skipped.total === 0) return null;
  const table = renderTable({
    caption: 'Records left out, by reason',
    columns: [
      { title: 'Type' },
      { title: 'Reason' },
      { title: 'Records', number: true },
      { title: 'For example' },
    ],
    rows: skipped.reasons.map(({ entityType, reason, count, examples }) => [
      TYPE_LABELS[entityType],
      foreign(reason),
      formatCount(count),
      renderKeys(examples),
    ]),
    foot: ['Total', '', formatCount(skipped.total), ''],
  });
  return renderSection('skipped', 'Skipped', table);
}
