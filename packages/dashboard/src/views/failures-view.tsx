import { useState } from 'preact/hooks';
import { answerOf } from '../api/create-api.ts';
import type { Report } from '../api/views.ts';
import { toCount, toNumber } from '../format.ts';
import { useAnswer } from '../hooks/use-answer.ts';
import { useApi } from '../hooks/use-api.ts';
import { useReport } from '../hooks/use-report.ts';
import { hrefOf } from '../hooks/use-route.ts';
import { Loading } from '../parts/loading.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { isOver } from '../progress.ts';
import { FailureGroup } from './failures/failure-group.tsx';
import { RetryDialog, type RetryWhat } from './failures/retry-dialog.tsx';

type Group = Report['failures']['groups'][number];

/** A record that only waits for another one is mended together with that one. */
const isConsequence = ({ code }: Group): boolean => code === 'dependency_failed';

const causesFirst = (one: Group, other: Group): number =>
  Number(isConsequence(one)) - Number(isConsequence(other)) || other.count - one.count;

/** Failures of a run by cause, the most frequent first and mere consequences last. */
export function FailuresView({ id }: { readonly id: string }) {
  const api = useApi();
  const run = useAnswer(id, () => answerOf(api.GET('/v1/runs/{id}', { params: { path: { id } } })));
  const report = useReport(id);
  const [what, setWhat] = useState<RetryWhat>();
  if (!report.data || !run.data) return <Loading of={report.problem ? report : run} />;
  const { failures, migration } = report.data;
  const groups = failures.groups.toSorted(causesFirst);
  const mayRetry = isOver(run.data) && run.data.kind === 'migrate';
  return (
    <>
      <PageTitle title={`What failed: ${migration.name}`} />
      <p class="trail">
        <a href={hrefOf(['runs', id])}>Back to the run</a> · {toCount(failures.total, 'failure')} of{' '}
        {toCount(groups.length, 'kind')}
      </p>
      {groups.length === 0 && <p>Nothing failed.</p>}
      {!mayRetry && groups.length > 0 && <p class="soft">Records can be retried once the run is over.</p>}
      {mayRetry && groups.length > 0 && (
        <div class="actions">
          <button
            type="button"
            class="primary"
            onClick={() => setWhat({ words: `all ${toNumber(failures.total)} failures`, body: {} })}
          >
            Retry all {toNumber(failures.total)} …
          </button>
        </div>
      )}
      {groups.map((group, at) => (
        <FailureGroup
          key={group.code}
          runId={id}
          group={group}
          isFirst={at === 0}
          onRetry={mayRetry ? setWhat : undefined}
        />
      ))}
      {what && <RetryDialog runId={id} what={what} onClose={() => setWhat(undefined)} />}
    </>
  );
}
