import type { BatchHandler } from '@z2q/runtime';
import { type Adoptable, type NewBatch, saveAdoptables } from '@z2q/store';
import { KEYED, type Keyed, type KeyedObject, mayBeKeyOf, openSite, pageKeyed } from '@z2q/target';
import { z } from 'zod';
import type { LoaderContext } from '../context.ts';

const PageParams = z.object({ of: z.enum(KEYED), page: z.number() });

const pageBatch = (of: Keyed, page: number): NewBatch => ({
  stage: 'load/project',
  kind: 'page',
  params: { of, page },
});

/** First batch of the search for our objects on the target. */
export const FIRST_LOOK = pageBatch(KEYED[0], 1);

/**
 * Notes all objects that show a key of the source project, before anything is loaded. An object may have been moved
 * anywhere, and listing everything costs less than a search for each record. Runs are found by the search API, which a
 * site may refuse, so they are looked up in their suites as well.
 */
export const createLookForOurs =
  ({ targetOf }: LoaderContext): BatchHandler =>
  async (context) => {
    const { of, page } = PageParams.parse(context.batch.params);
    const { targetProjectId, sourceProjectKey } = context.migration;
    const site = await openSite(targetOf(targetProjectId), context);
    const found = await pageKeyed(site, of, page, false);
    const ours = found?.keyed.filter(({ key }) => mayBeKeyOf(sourceProjectKey, key)) ?? [];
    return {
      handOn: nextLook(of, page, found?.hasMore === true),
      commit: (tx) => saveAdoptables(tx, ours.map(toAdoptable)),
    };
  };

function nextLook(of: Keyed, page: number, hasMore: boolean): readonly NewBatch[] {
  if (hasMore) return [pageBatch(of, page + 1)];
  const next = KEYED[KEYED.indexOf(of) + 1];
  return next ? [pageBatch(next, 1)] : [];
}

const toAdoptable = ({ type, key, id, pid, versionId }: KeyedObject): Adoptable => ({
  type,
  key,
  targetId: id,
  targetPid: pid,
  versionId,
});
