import type { ExecutionDraft, TargetRun } from '@z2q/contracts';
import { type Difference, withoutFilled } from '@z2q/mapping';
import type { BatchContext } from '@z2q/runtime';
import { getSighted } from '@z2q/store';
import { comparePlace, readOrGone, type Site, TEST_LOG, TEST_RUN, withoutClaimed } from '@z2q/target';
import { tellEdited } from './judge-object.ts';
import type { Condemned, Standing } from './remove-object.ts';

/** What a test run was created from. */
export type RunRecord = {
  readonly draft: ExecutionDraft;
  readonly testCaseId: number;
  readonly key: string;
  readonly name: string;
};

/** Reads a test run and judges it. `record` undefined: only the run's key is known, which is its source id. */
export async function judgeRun(
  context: BatchContext,
  site: Site,
  condemned: Condemned,
  record: RunRecord | undefined,
): Promise<Standing> {
  const { targetId, row, id } = condemned;
  const run = await readOrGone(() => TEST_RUN.read(site, targetId));
  if (!run) return { is: 'gone' };
  const isOurs = record ? TEST_RUN.isOf(site, run, record) : TEST_RUN.shownKey(site, run) === id.sourceId;
  if (!isOurs) return { is: 'foreign', fault: NO_KEY };
  const isNamed = row?.targetId === targetId;
  const edited = [
    ...(record ? compareSent(site.asOf(row?.layout ?? null), record, run) : []),
    ...(isNamed
      ? comparePlace(TEST_RUN.placeNoun, row.parentTargetId ?? undefined, TEST_RUN.placeOf(run))
      : []),
  ];
  if (edited.length > 0) return { is: 'changed', fault: tellEdited(edited) };
  const isOccupied = await (isNamed ? isSighted : hasOtherLogs)(context, site, targetId);
  return isOccupied ? { is: 'changed', fault: OCCUPIED } : { is: 'ours' };
}

const NO_KEY = "It does not show the key of its record, so it may be somebody else's.";
const OCCUPIED = 'Somebody else has logged results in it.';

const compareSent = (site: Site, { draft, testCaseId }: RunRecord, run: TargetRun): readonly Difference[] =>
  TEST_RUN.compare(site, { ...withoutFilled(TEST_RUN.toWrite(site, draft)), testCaseId }, run);

/**
 * Whether the search for foreign logs has found one in the run. The search covers only runs in the id map.
 */
const isSighted = async ({ store }: BatchContext, _: Site, runId: number): Promise<boolean> =>
  (await getSighted(store.read, 'occupied_run', [runId])).has(runId);

/** Lists the logs of a double, which the search does not cover. */
async function hasOtherLogs({ store }: BatchContext, site: Site, runId: number): Promise<boolean> {
  const logs = (await readOrGone(() => TEST_LOG.list(site, runId))) ?? [];
  return (await withoutClaimed(store.read, ['test_execution'], logs)).length > 0;
}
