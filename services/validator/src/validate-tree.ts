import type { EntityType } from '@z2q/contracts';
import type { BatchContext, BatchHandler, BatchOutcome } from '@z2q/runtime';
import { commitFindings } from './commit-findings.ts';
import { type Findings, onlySure } from './finding.ts';
import { finishBatch } from './finish-unseen.ts';
import { planValidation } from './stage-records.ts';

/** Types that few listings show entirely. */
type TreeType = Extract<EntityType, 'folder' | 'test_cycle' | 'test_plan'>;

export const planTree = (type: TreeType): BatchHandler =>
  planValidation(type, async () => [{ stage: `validate/${type}`, kind: 'page' }]);

/** Stores what the listings showed; the rest is asked for by id. */
export const commitTree = (context: BatchContext, type: TreeType, findings: Findings): BatchOutcome => ({
  handOn: [finishBatch(type)],
  commit: async (tx) => {
    await commitFindings(tx, context, type, onlySure(findings));
    return [];
  },
});
