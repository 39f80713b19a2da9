import { stat } from 'node:fs/promises';
import { PauseReason } from '@z2q/contracts';
import type { ReportInput } from '@z2q/report';
import {
  databaseFile,
  type InRun,
  listMeasures,
  type Measure,
  type Reader,
  type Run,
  sumFileBytes,
} from '@z2q/store';

type Effort = Pick<ReportInput, 'resources' | 'recovery'>;

/** What a run has cost and what it recovered from, by its measures, and the present use of the disk. */
export async function readEffort(db: InRun<Reader>, dataDir: string, run: Run, now: Date): Promise<Effort> {
  const measures = await listMeasures(db, run.id);
  return {
    resources: {
      services: toServices(measures),
      databaseBytes: await sizeOfDatabase(dataDir),
      filesBytes: await sumFileBytes(db),
    },
    recovery: {
      pauses: toPauses(measures, run, now),
      batchesTakenOver: amountOf(measures, 'got_over', 'taken_over'),
      batchesDoneLater: amountOf(measures, 'got_over', 'done_later'),
    },
  };
}

const amountOf = (measures: readonly Measure[], measure: Measure['measure'], name: string): number =>
  measures.find((one) => one.measure === measure && one.name === name)?.value ?? 0;

function toServices(measures: readonly Measure[]): Effort['resources']['services'] {
  const used = measures.filter(({ measure }) => measure === 'cpu_ms' || measure === 'peak_bytes');
  const services = Map.groupBy(used, ({ name }) => name.split('/', 1)[0] ?? name);
  return [...services].map(([service, rows]) => ({
    service,
    processes: new Set(rows.map(({ name }) => name)).size,
    cpuSeconds: amountsOf(rows, 'cpu_ms').reduce((sum, ms) => sum + ms, 0) / 1_000,
    peakMemoryBytes: Math.max(0, ...amountsOf(rows, 'peak_bytes')),
  }));
}

const amountsOf = (rows: readonly Measure[], measure: Measure['measure']): readonly number[] =>
  rows.filter((row) => row.measure === measure).map(({ value }) => value);

/** The present pause counts up to now. */
function toPauses(measures: readonly Measure[], run: Run, now: Date): Effort['recovery']['pauses'] {
  const inIt = Math.max(0, now.getTime() - (run.reasonSince ?? now.getTime()));
  return PauseReason.options.flatMap((reason) => {
    const times = amountOf(measures, 'pauses', reason);
    const ms = amountOf(measures, 'paused_ms', reason) + (run.pauseReason === reason ? inIt : 0);
    return times === 0 ? [] : [{ reason, times, seconds: ms / 1_000 }];
  });
}

async function sizeOfDatabase(dataDir: string): Promise<number> {
  const file = databaseFile(dataDir);
  const sizes = [file, `${file}-wal`].map((path) => stat(path).catch(() => undefined));
  return (await Promise.all(sizes)).reduce((sum, found) => sum + (found?.size ?? 0), 0);
}
