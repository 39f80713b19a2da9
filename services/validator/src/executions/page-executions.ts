import { unlessRefused } from '@z2q/qtest';
import type { BatchContext, BatchHandler } from '@z2q/runtime';
import { type NewBatch, saveSightings } from '@z2q/store';
import { openSite, readOrGone, type Site, TEST_RUN } from '@z2q/target';
import { commitFindings } from '../commit-findings.ts';
import type { ValidatorContext } from '../context.ts';
import { type Findings, joinFindings, NO_FINDINGS } from '../finding.ts';
import { compareFoundLogs } from './compare-found-logs.ts';
import { compareRuns } from './compare-runs.ts';
import { ExecutionPage, LOG_PAGE_SIZE, pageBatch } from './plan-executions.ts';

type Read = {
  readonly findings: Findings;
  readonly runIds: readonly number[];
  readonly next: readonly NewBatch[];
};

/** Reads one page of runs or logs. Whatever no page shows is looked up when the stage finishes. */
export function createPageExecutions({ targetOf }: ValidatorContext): BatchHandler {
  return async (context) => {
    const params = ExecutionPage.parse(context.batch.params);
    const site = await openSite(targetOf(context.migration.targetProjectId), context);
    const read =
      params.of === 'runs' ? await readRuns(context, site, params) : await readLogs(context, site, params);
    return {
      handOn: read.next,
      commit: async (tx) => {
        await saveSightings(tx, 'test_run', read.runIds);
        await commitFindings(tx, context, 'test_execution', read.findings);
      },
    };
  };
}

type RunPage = Extract<ExecutionPage, { of: 'runs' }>;
type LogPage = Extract<ExecutionPage, { of: 'logs' }>;

async function readRuns(context: BatchContext, site: Site, { suiteIds, page }: RunPage): Promise<Read> {
  const findings: Findings[] = [];
  const runIds: number[] = [];
  const next: NewBatch[] = [];
  for (const suiteId of suiteIds) {
    context.throwIfStopped();
    const found = await readOrGone(() => TEST_RUN.page(site, suiteId, page));
    // Somebody has deleted the suite. That is reported for its test cycle, and its runs are looked up when the stage
    // finishes.
    if (!found) continue;
    const { items, hasMore } = found;
    findings.push(await compareRuns(context, site, items));
    runIds.push(...items.map((run) => run.id));
    if (hasMore) next.push(pageBatch({ of: 'runs', suiteIds: [suiteId], page: page + 1 }));
  }
  return { findings: joinFindings(findings), runIds, next };
}

/** If the site refuses the search, all logs stay unseen and are listed run by run when the stage finishes. */
async function readLogs(context: BatchContext, site: Site, { page, isLast }: LogPage): Promise<Read> {
  const request = { page, pageSize: LOG_PAGE_SIZE };
  const found = await unlessRefused(() => site.client.searchTestLogs(request, context.signal));
  if (found === null) return { findings: NO_FINDINGS, runIds: [], next: [] };
  const { items, hasMore } = found;
  const findings = await compareFoundLogs(context, site, items);
  const next = isLast && hasMore ? [pageBatch({ of: 'logs', page: page + 1, isLast: true })] : [];
  return { findings, runIds: [], next };
}
