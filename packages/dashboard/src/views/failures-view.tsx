import { useState } from 'preact/hooks';
import { answerOf } from '../api/create-api.ts';
import type { FailureGroups } from '../api/views.ts';
import { toCount, toNumber } from '../format.ts';
import { useAnswer } from '../hooks/use-answer.ts';
import { useApi } from '../hooks/use-api.ts';
import { useMigration } from '../hooks/use-migration.ts';
import { hrefOf } from '../hooks/use-route.ts';
import { Loading } from '../parts/loading.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { isOver } from '../progress.ts';
import { FailureGroup } from './failures/failure-group.tsx';
import { RetryDialog, type RetryWhat } from './failures/retry-dialog.tsx';

type Group = FailureGroups['groups'][number];

/** A record that only waits for another one is mended together with that one. */
const isConsequence = ({ code }: Group): boolean => code === 'dependency_failed';

const causesFirst = (one: Group, other: Group): number =>
  Number(isConsequence(one)) - Number(isConsequence(other)) || other.count - one.count;

/** Failures of a run by cause, the most frequent first and mere consequences last. */
export function FailuresView({ id }: { readonly id: string }) {
  const api = useApi();
  const answer = useAnswer(id, () => answerOf(api.GET('/v1/runs/{id}', { params: { path: { id } } })));
  const failures = useAnswer(id, () =>
    answerOf(api.GET('/v1/runs/{id}/failure-groups', { params: { path: { id } } })),
  );
  const migration = useMigration(answer.data?.migrationId ?? null);
  const [what, setWhat] = useState<RetryWhat>();
  if (!failures.data || !answer.data) return <Loading of={failures.problem ? failures : answer} />;
  const run = answer.data;
  const { total } = failures.data;
  const groups = failures.data.groups.toSorted(causesFirst);
  const mayRetry = isOver(run) && run.kind === 'migrate';
  return (
    <>
      <PageTitle title={migration.data ? `What failed: ${migration.data.name}` : 'What failed'} />
      <p class="trail">
        <a href={hrefOf(['runs', id])}>Back to the run</a> · {toCount(total, 'failure')} of{' '}
        {toCount(groups.length, 'kind')}
      </p>
      {groups.length === 0 && <p>Nothing failed.</p>}
      {!mayRetry && groups.length > 0 && <p class="soft">Records can be retried once the run is over.</p>}
      {mayRetry && groups.length > 0 && (
        <div class="actions">
          <button
            type="button"
            class="primary"
            onClick={() => setWhat({ words: `all ${toNumber(total)} failures`, body: {} })}
          >
            Retry all {toNumber(total)} …
          </button>
        </div>
      )}
      {groups.map((group, at) => (
        <FailureGroup
          key={group.code}
          run={run}
          group={group}
          isFirst={at === 0}
          onRetry={mayRetry ? setWhat : undefined}
        />
      ))}
      {what && <RetryDialog run={run} what={what} onClose={() => setWhat(undefined)} />}
    </>
  );
}
