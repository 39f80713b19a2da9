import { useMigration } from '../hooks/use-migration.ts';
import { useReport } from '../hooks/use-report.ts';
import { hrefOf } from '../hooks/use-route.ts';
import { type LiveRun, useRun } from '../hooks/use-run.ts';
import { Loading } from '../parts/loading.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { StateBadge } from '../parts/state-badge.tsx';
import { isOver, sumOf } from '../progress.ts';
import { PaceSection } from './run/pace-section.tsx';
import { PlanSection } from './run/plan-section.tsx';
import { ProgressTable } from './run/progress-table.tsx';
import { ReportLinks } from './run/report-links.tsx';
import { RunActions } from './run/run-actions.tsx';
import { RunNotice } from './run/run-notice.tsx';
import { RunStatus } from './run/run-status.tsx';
import { RunTiles } from './run/run-tiles.tsx';
import { WorkerTable } from './workers-view.tsx';

/** One run, updated live. */
export function RunView({ id }: { readonly id: string }) {
  const live = useRun(id);
  const { run, problem, follow } = live;
  if (!run) return <Loading of={{ data: run, problem, reload: follow }} />;
  return <Shown live={live} run={run} />;
}

type ShownProps = { readonly live: LiveRun; readonly run: NonNullable<LiveRun['run']> };

function Shown({ live, run }: ShownProps) {
  const { migrationId, kind, dryRun } = run;
  const migration = useMigration(migrationId).data;
  const report = useReport(isOver(run) ? `${run.id}` : null);
  const name = migration?.name ?? 'Run';
  const failed = sumOf(run, (counts) => counts.failed);
  return (
    <>
      <PageTitle
        title={kind === 'rollback' ? `${dryRun ? 'Dry run of a rollback' : 'Rollback'}: ${name}` : name}
      >
        <StateBadge of={run} />
      </PageTitle>
      <p class="trail">
        <a href={hrefOf(['migrations', migrationId])}>The migration and its other runs</a>
        {migration &&
          ` · Zephyr ${migration.source.projectKey} → qTest project ${migration.target.projectId}`}
      </p>
      <RunStatus run={run} />
      <RunNotice run={run} report={report.data} isCut={live.isCut} />
      <RunActions run={run} onChange={live.follow} />
      <RunTiles run={run} paces={live.paces} />
      <section class="card">
        <h2>Progress</h2>
        <ProgressTable run={run} />
        {failed > 0 && (
          <p>
            <a class="button" href={hrefOf(['runs', run.id, 'failures'])}>
              Look at what failed
            </a>
          </p>
        )}
      </section>
      <PaceSection run={run} />
      {report.data && <PlanSection report={report.data} migrationId={migrationId} />}
      <ReportLinks run={run} />
      {!isOver(run) && (
        <section class="card">
          <h2>Workers</h2>
          <WorkerTable />
        </section>
      )}
    </>
  );
}
