import { unlessRefused } from '@z2q/qtest';
import type { BatchContext, BatchHandler } from '@z2q/runtime';
import { type NewBatch, saveSightings } from '@z2q/store';
import { commitFindings } from '../commit-findings.ts';
import type { ValidatorContext } from '../context.ts';
import { type Findings, joinFindings, NO_FINDINGS } from '../finding.ts';
import { whenPagesAreRead } from '../when-pages-are-read.ts';
import { compareFoundLogs } from './compare-found-logs.ts';
import { compareRuns } from './compare-runs.ts';
import { finishBatch } from './finish-executions.ts';
import { ExecutionPage, LOG_PAGE_SIZE, pageBatch } from './plan-executions.ts';

const RUN_PAGE_SIZE = 999;

type Read = {
  readonly findings: Findings;
  readonly runIds: readonly number[];
  readonly next: readonly NewBatch[];
};

/** One page of runs or of logs. The last page to be read begins the look for what none of them showed. */
export function createPageExecutions(validator: ValidatorContext): BatchHandler {
  return async (context) => {
    const params = ExecutionPage.parse(context.batch.params);
    const read =
      params.of === 'runs'
        ? await readRuns(validator, context, params)
        : await readLogs(validator, context, params);
    return {
      handOn: read.next,
      commit: async (tx) => {
        await saveSightings(tx, context.batch.runId, 'test_run', read.runIds);
        await commitFindings(tx, context, 'test_execution', read.findings);
        if (read.next.length > 0) return [];
        return whenPagesAreRead(tx, context.batch, finishBatch({ of: 'runs', after: '' }));
      },
    };
  };
}

type RunPage = Extract<ExecutionPage, { of: 'runs' }>;
type LogPage = Extract<ExecutionPage, { of: 'logs' }>;

async function readRuns(
  { targetOf }: ValidatorContext,
  context: BatchContext,
  { suiteIds, page }: RunPage,
): Promise<Read> {
  const target = targetOf(context.migration.targetProjectId);
  const findings: Findings[] = [];
  const runIds: number[] = [];
  const next: NewBatch[] = [];
  for (const suiteId of suiteIds) {
    context.throwIfStopped();
    const parent = { type: 'test-suite', id: suiteId } as const;
    const { items, hasMore } = await target.pageTestRuns(
      { parent, page, pageSize: RUN_PAGE_SIZE },
      context.signal,
    );
    findings.push(await compareRuns(context, items));
    runIds.push(...items.map((run) => run.id));
    if (hasMore) next.push(pageBatch({ of: 'runs', suiteIds: [suiteId], page: page + 1 }));
  }
  return { findings: joinFindings(findings), runIds, next };
}

/** Where logs cannot be searched every one of them stays unseen, and is looked for in its run at the end. */
async function readLogs(
  { targetOf }: ValidatorContext,
  context: BatchContext,
  { page, isLast }: LogPage,
): Promise<Read> {
  const target = targetOf(context.migration.targetProjectId);
  const request = { page, pageSize: LOG_PAGE_SIZE };
  const found = await unlessRefused(() => target.searchTestLogs(request, context.signal));
  if (found === null) return { findings: NO_FINDINGS, runIds: [], next: [] };
  const { items, hasMore } = found;
  const findings = await compareFoundLogs(context, target, items);
  const next = isLast && hasMore ? [pageBatch({ of: 'logs', page: page + 1, isLast: true })] : [];
  return { findings, runIds: [], next };
}
