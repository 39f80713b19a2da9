import type { ReportPlan, ReportView } from '@z2q/contracts';
import { formatCount, formatInstant } from '../format.ts';
import { renderForecast } from './forecast-table.ts';
import { foreign, type Html, html } from './html.ts';
import { KIND_LABELS, OBJECT_LABELS } from './labels.ts';
import { renderNumber, renderSection, renderTable } from './sections.ts';

const RIGHTS: Readonly<Record<ReportPlan['mayMakeFields'], string>> = {
  yes: 'The token may make fields and choices.',
  no: 'The token may make no fields and no choices: values without a field are written out as text, or are dropped where an object has no text.',
  not_known_until_loading:
    'Whether the token may make fields and choices is not known until loading: below they count as made, and loading corrects what is refused.',
};

/** What loading will create on the target, by the survey of the target. */
export function renderPlan({ plan }: ReportView): Html | null {
  if (!plan) return null;
  return renderSection(
    'plan',
    'What loading will make in qTest',
    html`<p>As qTest was on <time datetime="${plan.readAt}">${formatInstant(plan.readAt)}</time>. ${RIGHTS[plan.mayMakeFields]}</p>`,
    renderTable({
      caption: 'Objects to be made',
      columns: [{ title: 'Object' }, { title: 'To be made', number: true }],
      rows: plan.objects.map(({ kind, count }) => [KIND_LABELS[kind], renderNumber(count)]),
    }),
    plan.fields.length === 0 ? null : renderFields(plan.fields),
    plan.choices.length === 0 ? null : renderChoices(plan.choices),
    plan.forecast ? renderForecast(plan.forecast) : null,
  );
}

const renderFields = (fields: ReportPlan['fields']): Html =>
  renderTable({
    caption: 'Fields to be made',
    columns: [{ title: 'Field' }, { title: 'Of' }, { title: 'Type' }, { title: 'Choices', number: true }],
    rows: fields.map(({ label, object, type, choices }) => [
      foreign(label),
      OBJECT_LABELS[object],
      type,
      renderNumber(choices),
    ]),
  });

const renderChoices = (choices: ReportPlan['choices']): Html =>
  renderTable({
    caption: 'Choices to be added to fields that are there',
    columns: [{ title: 'Field' }, { title: 'Of' }, { title: 'Choices' }],
    rows: choices.map(({ label, object, count, names }) => [
      foreign(label),
      OBJECT_LABELS[object],
      html`${foreign(names.join(', '))}${count > names.length ? html` and ${formatCount(count - names.length)} more` : null}`,
    ]),
  });
