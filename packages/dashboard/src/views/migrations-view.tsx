import { answerOf } from '../api/create-api.ts';
import type { MigrationItem } from '../api/views.ts';
import { toWhen } from '../format.ts';
import { useApi } from '../hooks/use-api.ts';
import { useMigration } from '../hooks/use-migration.ts';
import { usePages } from '../hooks/use-pages.ts';
import { hrefOf } from '../hooks/use-route.ts';
import { MoreButton } from '../parts/more-button.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { ScrollTable } from '../parts/scroll-table.tsx';
import { StateBadge } from '../parts/state-badge.tsx';

/** How many migrations show the state of their last run: each takes a request. */
const WITH_STATE = 12;
const PAGE = 1_000;

/** All migrations, the newest first. */
export function MigrationsView() {
  const api = useApi();
  const pages = usePages('migrations', (cursor) =>
    answerOf(
      api.GET('/v1/migrations', { params: { query: { limit: PAGE, ...(cursor ? { cursor } : {}) } } }),
    ),
  );
  const newest = pages.items.toReversed();
  return (
    <>
      <PageTitle title="Migrations">
        <a class="button primary" href={hrefOf(['start'])}>
          Start a migration
        </a>
      </PageTitle>
      {newest.length > 0 && (
        <ScrollTable
          caption="Migrations, the newest first"
          head={['Name', 'Last run', 'From', 'Into', 'Made']}
        >
          {newest.map((migration, at) => (
            <Row key={migration.id} migration={migration} hasState={at < WITH_STATE} />
          ))}
        </ScrollTable>
      )}
      <MoreButton
        pages={pages}
        none="There is no migration yet. “Start a migration” leads you from the connections to a verified project, and writes nothing before you say so."
      />
    </>
  );
}

const Row = ({ migration, hasState }: { readonly migration: MigrationItem; readonly hasState: boolean }) => (
  <tr>
    <th scope="row">
      <a href={hrefOf(['migrations', migration.id])}>{migration.name}</a>
    </th>
    <td>{hasState && <LastRun id={migration.id} />}</td>
    <td>Zephyr {migration.source.projectKey}</td>
    <td>qTest project {migration.target.projectId}</td>
    <td>{toWhen(migration.createdAt)}</td>
  </tr>
);

function LastRun({ id }: { readonly id: string }) {
  const { data } = useMigration(id);
  const last = data?.runs.at(-1);
  if (!data) return <span class="soft">…</span>;
  if (!last) return <span class="soft">none yet</span>;
  return (
    <a href={hrefOf(['runs', last.id])}>
      <StateBadge of={last} />
    </a>
  );
}
