import { useState } from 'preact/hooks';
import { type ApiProblem, toApiProblem } from '../../api/api-problem.ts';
import { downloadCertificate, downloadReport } from '../../api/downloads.ts';
import type { Run } from '../../api/views.ts';
import { hrefOf } from '../../hooks/use-route.ts';
import { ProblemNotice } from '../../parts/notice.tsx';
import { isOver } from '../../progress.ts';

/** Links to the report as a file, and to the outcome of each value and record. */
export function ReportLinks({ run }: { readonly run: Run }) {
  const [problem, setProblem] = useState<ApiProblem>();
  const save = (downloading: Promise<void>): void => {
    setProblem(undefined);
    downloading.catch((error: unknown) => setProblem(toApiProblem(error)));
  };
  return (
    <section class="card">
      <h2>Report</h2>
      <p>It accounts for every record and every field, and opens without z2q.</p>
      <ProblemNotice problem={problem} />
      <div class="actions">
        <button type="button" onClick={() => save(downloadReport(run.id, 'html'))}>
          Download the report
        </button>
        <button type="button" onClick={() => save(downloadReport(run.id, 'csv'))}>
          Failed and skipped records as CSV
        </button>
        {run.phases.includes('validate') && isOver(run) && (
          <button type="button" onClick={() => save(downloadCertificate(run.migrationId))}>
            Certificate to sign, or what it lacks
          </button>
        )}
        <a class="button" href={hrefOf(['migrations', run.migrationId, 'ledger'])}>
          What became of each value
        </a>
        <a class="button" href={hrefOf(['migrations', run.migrationId, 'record'])}>
          Find a record
        </a>
      </div>
    </section>
  );
}
