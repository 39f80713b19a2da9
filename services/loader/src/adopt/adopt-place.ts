import type { Draft } from '@z2q/contracts';
import type { BatchContext } from '@z2q/runtime';
import { type Creation, findMapped } from '@z2q/store';
import {
  hasKey,
  isOf,
  type MadePlace,
  type ObjectWrite,
  type Site,
  type TargetKind,
  type TargetObject,
  TEST_LOG,
  TEST_RUN,
  toCreation,
} from '@z2q/target';
import { adoptAll } from './adopt-all.ts';

const RUNS_TO_ASK = 20;

/** Adopts the place that another installation has made for records without a folder, if the operator has enabled `adopt`. */
export async function adoptPlace<D extends Draft, O extends TargetObject, W extends ObjectWrite>(
  context: BatchContext,
  site: Site,
  kind: TargetKind<D, O, W>,
  { sourceId, keyOf, toWrite }: MadePlace<W>,
): Promise<void> {
  const { options, sourceProjectKey } = context.migration;
  if (!options.adopt || (await findMapped(context.store.read, 'container', sourceId))) return;
  const record = { key: keyOf(sourceProjectKey), name: toWrite(site, sourceProjectKey).name };
  const isKeyed = hasKey(site, kind.identity);
  const place = kind.rootOf(site);
  const listed = await (isKeyed ? kind.listAll(site, async () => false) : kind.list(site, place));
  const candidates: Creation[] = [];
  for (const object of listed.filter((one) => isOf(site, kind.identity, one, record)))
    if (isKeyed || (await holdsOurLogs(site, object.id, sourceProjectKey)))
      candidates.push(toCreation(object));
  const adoption = { sourceId, sourceKey: sourceProjectKey, candidates };
  await adoptAll(context, 'container', [{ ...adoption, parentTargetId: place, contentHash: null }]);
}

/** A name at the top level proves nothing, but a log inside that shows a key of the project does. Only suites have no key. */
async function holdsOurLogs(site: Site, suiteId: number, projectKey: string): Promise<boolean> {
  const { items } = await TEST_RUN.page(site, suiteId, 1);
  for (const run of items.slice(0, RUNS_TO_ASK)) {
    const logs = await TEST_LOG.list(site, run.id);
    if (logs.some((log) => TEST_LOG.shownKey(log)?.startsWith(`${projectKey}-`) === true)) return true;
  }
  return false;
}
