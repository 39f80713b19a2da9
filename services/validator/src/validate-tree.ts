import type { EntityType } from '@z2q/contracts';
import type { BatchContext, BatchOutcome } from '@z2q/runtime';
import { commitFindings } from './commit-findings.ts';
import { type Findings, onlySure } from './finding.ts';
import { finishBatch } from './finish-unseen.ts';
import { beginStage } from './stage-records.ts';

/** The beginning of a type that few listings show entirely; the rest is asked for by id. */
export const validateTree = (context: BatchContext, type: EntityType, findings: Findings): BatchOutcome => ({
  commit: async (tx) => {
    await beginStage(tx, context, type);
    await commitFindings(tx, context, type, onlySure(findings));
    return [finishBatch(type)];
  },
});
