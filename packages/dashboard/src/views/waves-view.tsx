import { answerOf } from '../api/create-api.ts';
import { toCount, toWhen } from '../format.ts';
import { useApi } from '../hooks/use-api.ts';
import { usePages } from '../hooks/use-pages.ts';
import { hrefOf } from '../hooks/use-route.ts';
import { MoreButton } from '../parts/more-button.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { ScrollTable } from '../parts/scroll-table.tsx';
import { StateBadge } from '../parts/state-badge.tsx';

const PAGE = 1_000;

/** All waves, the newest first. */
export function WavesView() {
  const api = useApi();
  const pages = usePages('waves', (cursor) =>
    answerOf(api.GET('/v1/waves', { params: { query: { limit: PAGE, ...(cursor ? { cursor } : {}) } } })),
  );
  return (
    <>
      <PageTitle title="Waves">
        <a class="button primary" href={hrefOf(['start-wave'])}>
          Start a wave
        </a>
      </PageTitle>
      <p class="soft">A wave migrates many projects, a few at a time. One that fails stops no other.</p>
      {pages.items.length > 0 && (
        <ScrollTable
          caption="Waves, the newest first"
          head={['Name', 'State', 'Projects', 'At once', 'Made']}
        >
          {pages.items.toReversed().map((wave) => (
            <tr key={wave.id}>
              <th scope="row">
                <a href={hrefOf(['waves', wave.id])}>{wave.name}</a>
              </th>
              <td>
                <StateBadge of={wave} />
              </td>
              <td>
                {toCount(
                  Object.values(wave.projects).reduce((sum, count) => sum + (count ?? 0), 0),
                  'project',
                )}
              </td>
              <td>{wave.atOnce}</td>
              <td>{toWhen(wave.createdAt)}</td>
            </tr>
          ))}
        </ScrollTable>
      )}
      <MoreButton
        pages={pages}
        none="There is no wave. “Start a wave” lets you choose the projects and where each goes."
      />
    </>
  );
}
