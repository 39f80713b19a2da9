import type { Draft, EntityType } from '@z2q/contracts';
import type { BatchContext } from '@z2q/runtime';
import { getMapped, hasUnfiled } from '@z2q/store';
import {
  isOf,
  MODULE,
  type ObjectWrite,
  type Site,
  type TargetKind,
  type TargetObject,
  TEST_CYCLE,
  TEST_SUITE,
  toCreation,
} from '@z2q/target';
import { adoptPlace } from './adopt/adopt-place.ts';
import { createOnce } from './create-once.ts';
import { regainPlace } from './regain/regain-place.ts';
import { sideBySide } from './side-by-side.ts';

/** Creates the places for records without a folder or cycle, if there are such records. */
export async function makePlaces(context: BatchContext, site: Site): Promise<void> {
  await sideBySide([
    makePlace(context, site, MODULE, 'test_case'),
    makePlace(context, site, TEST_CYCLE, 'test_cycle'),
    makePlace(context, site, TEST_SUITE, 'test_execution'),
  ]);
}

async function makePlace<D extends Draft, O extends TargetObject, W extends ObjectWrite>(
  context: BatchContext,
  site: Site,
  kind: TargetKind<D, O, W>,
  forType: Extract<EntityType, 'test_case' | 'test_cycle' | 'test_execution'>,
): Promise<void> {
  const { migration, store } = context;
  const { made } = kind;
  if (!made || !(await hasUnfiled(store.read, forType))) return;
  const { sourceProjectKey } = migration;
  const write = made.toWrite(site, sourceProjectKey);
  const place = kind.rootOf(site);
  const record = { key: made.keyOf(sourceProjectKey), name: write.name };
  await adoptPlace(context, site, kind, made);
  const find = async () =>
    (await kind.list(site, place))
      .filter((object) => isOf(site, kind.identity, object, record))
      .map(toCreation);
  await regainPlace(context, site, kind, { sourceId: made.sourceId, place, find });
  const mapped = await getMapped(store.read, 'container', [made.sourceId]);
  await createOnce(context, {
    entityType: 'container',
    sourceId: made.sourceId,
    sourceKey: sourceProjectKey,
    place,
    mapped: mapped.get(made.sourceId),
    find,
    create: async () => toCreation(await kind.create(site, write, place)),
  });
}
