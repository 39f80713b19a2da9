import { toApiProblem } from './api-problem.ts';
import { readToken, toHeaders } from './token.ts';

const TYPES = { html: 'text/html', csv: 'text/csv' };

/** Saves the report as a file. A plain link could not send the token. */
export async function downloadReport(runId: string, format: 'html' | 'csv'): Promise<void> {
  const headers = { ...toHeaders(readToken()), accept: TYPES[format] };
  const answer = await fetch(`/v1/runs/${encodeURIComponent(runId)}/report`, { headers });
  if (!answer.ok) throw toApiProblem(await answer.json());
  const url = URL.createObjectURL(await answer.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = `report-${runId}.${format}`;
  link.click();
  URL.revokeObjectURL(url);
}
