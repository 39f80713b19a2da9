import type { EntityType } from '@z2q/contracts';
import type { BatchContext, BatchOutcome } from '@z2q/runtime';
import type { Writer } from '@z2q/store';
import { commitFindings } from './commit-findings.ts';
import { pageUnseen, toMissing } from './find-unseen.ts';
import type { Findings } from './finding.ts';
import { beginStage, endStage } from './stage-records.ts';

const UNSEEN_AT_ONCE = 500;

/** The whole stage of a type that few listings show entirely: what they do not show is missing. */
export const finishTree = (
  context: BatchContext,
  type: EntityType,
  noun: string,
  findings: Findings,
): BatchOutcome => ({
  commit: async (tx) => {
    await beginStage(tx, context, type);
    await commitFindings(tx, context, type, findings);
    await commitMissing(tx, context, type, noun);
    await endStage(tx, context, type);
    return [];
  },
});

async function commitMissing(
  tx: Writer,
  context: BatchContext,
  type: EntityType,
  noun: string,
): Promise<void> {
  for (let afterId = ''; ; ) {
    const unseen = await pageUnseen(tx, context, type, afterId, UNSEEN_AT_ONCE);
    const records = unseen.map((record) => toMissing(record, noun));
    await commitFindings(tx, context, type, { records, foreign: [], lookedAt: 0 });
    const last = unseen.at(-1);
    if (last === undefined || unseen.length < UNSEEN_AT_ONCE) return;
    afterId = last.sourceId;
  }
}
