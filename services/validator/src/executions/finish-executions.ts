import type { BatchContext, BatchHandler } from '@z2q/runtime';
import type { NewBatch } from '@z2q/store';
import { openSite, type Site } from '@z2q/target';
import { z } from 'zod';
import { commitFindings } from '../commit-findings.ts';
import type { ValidatorContext } from '../context.ts';
import { pageUnseen } from '../find-unseen.ts';
import type { Findings } from '../finding.ts';
import { endStage } from '../stage-records.ts';
import { confirmLogs } from './confirm-logs.ts';
import { confirmRuns } from './confirm-runs.ts';
import { pageUnsightedRuns } from './page-unsighted-runs.ts';

const ExecutionFinish = z.object({
  of: z.enum(['runs', 'logs']).default('runs'),
  after: z.string().default(''),
});
type ExecutionFinish = z.infer<typeof ExecutionFinish>;

const AT_ONCE = 100;

const finishBatch = (params: ExecutionFinish): NewBatch => ({
  stage: 'validate/test_execution',
  kind: 'finish',
  params,
});

type Step = { readonly findings: Findings; readonly next: ExecutionFinish | null };

/** Reads by id the runs that no listing showed, then lists the logs that the search did not show or showed differently. */
export function createFinishExecutions({ targetOf }: ValidatorContext): BatchHandler {
  return async (context) => {
    const params = ExecutionFinish.parse(context.batch.params ?? {});
    const site = await openSite(targetOf(context.migration.targetProjectId), context);
    const step = await (params.of === 'runs' ? finishRuns : finishLogs)(context, site, params.after);
    return {
      handOn: step.next ? [finishBatch(step.next)] : [],
      commit: async (tx) => {
        await commitFindings(tx, context, 'test_execution', step.findings);
        if (step.next === null) await endStage(tx, 'test_execution');
      },
    };
  };
}

async function finishRuns(context: BatchContext, site: Site, after: string): Promise<Step> {
  const { runs, next } = await pageUnsightedRuns(context, after, AT_ONCE);
  return {
    findings: await confirmRuns(context, site, runs),
    next: next === null ? { of: 'logs', after: '' } : { of: 'runs', after: next },
  };
}

async function finishLogs(context: BatchContext, site: Site, after: string): Promise<Step> {
  const unseen = await pageUnseen(context.store.read, 'test_execution', after, AT_ONCE);
  const last = unseen.at(-1);
  const isMore = last !== undefined && unseen.length === AT_ONCE;
  return {
    findings: await confirmLogs(context, site, unseen),
    next: isMore ? { of: 'logs', after: last.sourceId } : null,
  };
}
