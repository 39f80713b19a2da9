import { answerOf } from '../api/create-api.ts';
import type { Wave } from '../api/views.ts';
import { useAnswer } from '../hooks/use-answer.ts';
import { useApi } from '../hooks/use-api.ts';
import { useEvery } from '../hooks/use-every.ts';
import { hrefOf } from '../hooks/use-route.ts';
import { Loading } from '../parts/loading.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { ScrollTable } from '../parts/scroll-table.tsx';
import { StateBadge } from '../parts/state-badge.tsx';
import { PAUSES } from '../words.ts';

const LOOK_EVERY_MS = 3_000;
const OVER = new Set(['completed', 'completed_with_failures', 'failed', 'cancelled']);

/** One wave, with its projects in the order of their turns. */
export function WaveView({ id }: { readonly id: string }) {
  const api = useApi();
  const answer = useAnswer(id, () => answerOf(api.GET('/v1/waves/{id}', { params: { path: { id } } })));
  const wave = answer.data;
  useEvery(wave && !OVER.has(wave.state) ? LOOK_EVERY_MS : null, answer.reload);
  if (!wave) return <Loading of={answer} />;
  return (
    <>
      <PageTitle title={wave.name}>
        <StateBadge of={wave} />
      </PageTitle>
      <ScrollTable caption="Projects of the wave" head={['Project', 'Into', 'State', 'Why']}>
        {wave.items.map((item) => (
          <Item key={item.migrationId} item={item} />
        ))}
      </ScrollTable>
      {wave.skipped.length > 0 && (
        <p>Left out, because qTest has no project of the same name: {wave.skipped.join(', ')}.</p>
      )}
    </>
  );
}

const Item = ({ item }: { readonly item: Wave['items'][number] }) => (
  <tr>
    <th scope="row">
      <a href={item.runId ? hrefOf(['runs', item.runId]) : hrefOf(['migrations', item.migrationId])}>
        {item.projectKey}
      </a>
    </th>
    <td>qTest project {item.projectId}</td>
    <td>
      {item.state === 'waiting' ? (
        <span class="badge calm">Waiting for its turn</span>
      ) : (
        <StateBadge of={{ state: item.state, stopping: item.stopping ?? null }} />
      )}
    </td>
    <td>{item.why ?? item.stopping?.why ?? (item.pauseReason ? PAUSES[item.pauseReason] : '')}</td>
  </tr>
);
