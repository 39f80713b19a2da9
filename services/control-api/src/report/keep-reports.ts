import { createWriteStream } from 'node:fs';
import { mkdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { every } from '@z2q/process';
import { renderCsv, renderHtml, toReport } from '@z2q/report';
import { inRun, listFinishedRuns, type Run } from '@z2q/store';
import type { ControlContext } from '../context.ts';
import { listReportLines } from './list-report-lines.ts';
import { readReportInput } from './read-report-input.ts';

const LOOK_EVERY_MS = 2_000;

/**
 * Writes `DATA_DIR/reports/{run}.json`, `.html` and `.csv` for every finished run, so that they remain without the
 * services. After a retry the reports are written again; the earlier ones are kept as `{run}.{time of their end}.…`.
 */
export function keepReports(context: ControlContext): AsyncDisposable {
  const kept = new Map<string, string>();
  const look = async (): Promise<void> => {
    for (const run of await listFinishedRuns(context.store.read)) {
      if (run.finishedAt === null || kept.get(run.id) === run.finishedAt) continue;
      if (!(await isKept(context, run))) await writeReports(context, run);
      kept.set(run.id, run.finishedAt);
    }
  };
  return every(LOOK_EVERY_MS, look, (error) =>
    context.log.warn({ err: error }, 'could not write the report of a run'),
  );
}

const pathOf = ({ config }: ControlContext, run: Run, format: string): string =>
  join(config.dataDir, 'reports', `${run.id}.${format}`);

/** The CSV file is written last, so it proves that all are there. */
async function isKept(context: ControlContext, run: Run): Promise<boolean> {
  const found = await stat(pathOf(context, run, 'csv')).catch(() => undefined);
  return found !== undefined && run.finishedAt !== null && found.mtimeMs >= Date.parse(run.finishedAt);
}

async function writeReports(context: ControlContext, run: Run): Promise<void> {
  await mkdir(join(context.config.dataDir, 'reports'), { recursive: true, mode: 0o700 });
  const report = toReport(await readReportInput(context, run));
  await putEarlierAside(context, run);
  const formats = {
    json: Readable.from([JSON.stringify(report, null, 2)]),
    html: Readable.from([renderHtml(report)]),
    csv: renderCsv(listReportLines(inRun(context.store.read, run))),
  };
  for (const [format, content] of Object.entries(formats)) {
    const path = pathOf(context, run, format);
    await pipeline(content, createWriteStream(`${path}.part`, { mode: 0o600 }));
    await rename(`${path}.part`, path);
  }
}

/** Renames reports that were written before the run was reopened. */
async function putEarlierAside(context: ControlContext, run: Run): Promise<void> {
  for (const format of ['csv', 'html', 'json']) {
    const path = pathOf(context, run, format);
    const found = await stat(path).catch(() => undefined);
    if (found === undefined || run.finishedAt === null || found.mtimeMs >= Date.parse(run.finishedAt))
      continue;
    const at = found.mtime.toISOString().replaceAll(':', '-');
    await rename(path, pathOf(context, run, `${at}.${format}`));
  }
}
