import { useReport } from '../../hooks/use-report.ts';
import { Loading } from '../../parts/loading.tsx';

/** The sites and projects of a run, so that nobody acts on the wrong one. */
export function Concerned({ runId }: { readonly runId: string }) {
  const report = useReport(runId);
  if (!report.data) return <Loading of={report} />;
  const { name, source, target } = report.data.migration;
  return (
    <dl class="facts">
      <dt>Migration</dt>
      <dd>{name}</dd>
      <dt>From</dt>
      <dd>
        project <strong>{source.projectKey}</strong> on {source.host}
      </dd>
      <dt>Into</dt>
      <dd>
        project <strong>{target.projectName ?? target.projectId}</strong> (number {target.projectId}) on{' '}
        <strong>{target.host}</strong>
      </dd>
    </dl>
  );
}
