import { toApiProblem } from './api-problem.ts';
import { readToken, toHeaders } from './token.ts';

const TYPES = { html: 'text/html', csv: 'text/csv' };

/** Saves the report of a run as a file. */
export const downloadReport = (runId: string, format: 'html' | 'csv'): Promise<void> =>
  download(`/v1/runs/${encodeURIComponent(runId)}/report`, TYPES[format], `report-${runId}.${format}`);

/** Saves the page that certifies a migration, or says what is missing for that. */
export const downloadCertificate = (migrationId: string): Promise<void> =>
  download(
    `/v1/migrations/${encodeURIComponent(migrationId)}/certificate`,
    TYPES.html,
    `certificate-${migrationId}.html`,
  );

/** A plain link could not send the token. */
async function download(path: string, accept: string, name: string): Promise<void> {
  const answer = await fetch(path, { headers: { ...toHeaders(readToken()), accept } });
  if (!answer.ok) throw toApiProblem(await answer.json());
  const url = URL.createObjectURL(await answer.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
