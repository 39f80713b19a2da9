import type { Report } from '../../api/views.ts';
import { toDuration, toNumber } from '../../format.ts';
import { hrefOf } from '../../hooks/use-route.ts';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { KIND_LABELS } from '../../words.ts';
import { LossTable } from './loss-table.tsx';

type PlanSectionProps = { readonly report: Report; readonly migrationId: string };

/** What loading will create, how long it will take and what will be lost; for a run that has loaded, what was lost. */
export const PlanSection = ({ report, migrationId }: PlanSectionProps) => (
  <>
    {report.plan && <Plan plan={report.plan} migrationId={migrationId} />}
    {report.run.kind === 'migrate' && (
      <section class="card">
        <h2>{report.plan ? 'What would be changed or lost' : 'What was changed or lost'}</h2>
        <LossTable report={report} migrationId={migrationId} />
      </section>
    )}
  </>
);

type PlanProps = { readonly plan: NonNullable<Report['plan']>; readonly migrationId: string };

const Plan = ({ plan, migrationId }: PlanProps) => (
  <section class="card">
    <h2>What would be made in qTest</h2>
    <ul class="amounts">
      {plan.objects.map(({ kind, count }) => (
        <li key={kind}>
          <strong>{toNumber(count)}</strong> {KIND_LABELS[kind]}
        </li>
      ))}
    </ul>
    {plan.fields.length > 0 && (
      <p>
        New fields: {plan.fields.map(({ label, object }) => `${label} (${object})`).join(', ')}.{' '}
        {plan.mayMakeFields === 'no' && 'The token may not make fields, so these go into the description.'}
      </p>
    )}
    {plan.choices.length > 0 && (
      <p>
        New choices of fields that are there:{' '}
        {plan.choices.map(({ label, count }) => `${label} (${toNumber(count)})`).join(', ')}.
      </p>
    )}
    {plan.forecast && <ForecastTable forecast={plan.forecast} />}
    <p>
      <a class="button primary" href={hrefOf(['migrations', migrationId])}>
        On to the mapping and the migration
      </a>
    </p>
  </section>
);

type Forecast = NonNullable<NonNullable<Report['plan']>['forecast']>;
const CHOICES = { all: 'All files', records: 'No files of steps', none: 'No files' };

const ForecastTable = ({ forecast }: { readonly forecast: Forecast }) => (
  <ScrollTable
    caption="Requests and time, by whose files are carried"
    head={['Whose files', 'Requests to Zephyr', 'Requests to qTest', 'Time']}
    numbers={[1, 2]}
  >
    {forecast.choices.map(({ attachments, sides, seconds }) => (
      <tr key={attachments}>
        <th scope="row">
          {CHOICES[attachments]} {attachments === forecast.chosen && <span class="badge calm">chosen</span>}
        </th>
        {sides.map(({ side, requests }) => (
          <td key={side} class="n">
            {toNumber(requests)}
          </td>
        ))}
        <td>{seconds === null ? 'no rate is set' : `about ${toDuration(seconds)}`}</td>
      </tr>
    ))}
  </ScrollTable>
);
