import { useState } from 'preact/hooks';
import { type ApiProblem, toApiProblem } from '../../api/api-problem.ts';
import { downloadReport } from '../../api/download-report.ts';
import type { Run } from '../../api/views.ts';
import { hrefOf } from '../../hooks/use-route.ts';
import { ProblemNotice } from '../../parts/notice.tsx';

/** Links to the report as a file, and to the outcome of each value and record. */
export function ReportLinks({ run }: { readonly run: Run }) {
  const [problem, setProblem] = useState<ApiProblem>();
  const download = (format: 'html' | 'csv'): void => {
    setProblem(undefined);
    downloadReport(run.id, format).catch((error: unknown) => setProblem(toApiProblem(error)));
  };
  return (
    <section class="card">
      <h2>Report</h2>
      <p>It accounts for every record and every field, and opens without z2q.</p>
      <ProblemNotice problem={problem} />
      <div class="actions">
        <button type="button" onClick={() => download('html')}>
          Download the report
        </button>
        <button type="button" onClick={() => download('csv')}>
          Failed and skipped records as CSV
        </button>
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
