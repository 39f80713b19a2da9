import type { Migration } from '../../api/views.ts';
import { useMigration } from '../../hooks/use-migration.ts';
import { Loading } from '../../parts/loading.tsx';

/** The sites and projects of a migration, so that nobody acts on the wrong one. */
export function Concerned({ migrationId }: { readonly migrationId: string }) {
  const answer = useMigration(migrationId);
  return answer.data ? <Sites migration={answer.data} /> : <Loading of={answer} />;
}

export const Sites = ({ migration: { name, source, target } }: { readonly migration: Migration }) => (
  <dl class="facts">
    <dt>Migration</dt>
    <dd>{name}</dd>
    <dt>From</dt>
    <dd>
      project <strong>{source.projectKey}</strong> on {source.host}
    </dd>
    <dt>Into</dt>
    <dd>
      project {target.projectName && <strong>{target.projectName}</strong>} (number{' '}
      <strong>{target.projectId}</strong>) on <strong>{target.host}</strong>
    </dd>
  </dl>
);
