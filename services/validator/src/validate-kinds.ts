import type { Draft, EntityType } from '@z2q/contracts';
import { chunk } from '@z2q/pipeline';
import type { BatchContext, BatchHandler } from '@z2q/runtime';
import { type Created, countMapped, getMappedByTarget, listDrafts } from '@z2q/store';
import {
  type ObjectWrite,
  openSite,
  readOrGone,
  type Site,
  type TargetKind,
  type TargetObject,
} from '@z2q/target';
import { commitFindings } from './commit-findings.ts';
import { type Comparison, compareObjects } from './compare-objects.ts';
import type { ValidatorContext } from './context.ts';
import { type Findings, joinFindings, onlySure } from './finding.ts';
import { createFinishUnseen } from './finish-unseen.ts';
import { planValidation } from './stage-records.ts';

/** How the objects of one kind are read and judged. */
export type KindValidator = (
  context: BatchContext,
  site: Site,
) => {
  readonly type: EntityType;
  readonly noun: string;
  readonly isDraft: (draft: Draft) => boolean;
  readonly compareAll: () => Promise<Findings>;
  /** undefined: the object does not exist. */
  readonly compareOne: (mapped: Created) => Promise<Findings | undefined>;
};

export const validatorOf =
  <D extends Draft, O extends TargetObject, W extends ObjectWrite>(
    kind: TargetKind<D, O, W>,
    listOwnPlaces: Comparison<D, O, W>['listOwnPlaces'],
  ): KindValidator =>
  (context, site) => {
    const comparison = { site, kind, listOwnPlaces };
    return {
      type: kind.type,
      noun: kind.noun,
      isDraft: kind.isDraft,
      compareAll: async () => {
        const objects = await kind.listAll(site, (found) => hasAll(context, kind.type, found));
        return compareObjects(context, comparison, objects);
      },
      compareOne: async ({ targetId, parentTargetId }) => {
        const places = [parentTargetId ?? kind.rootOf(site)];
        const object = await readOrGone(() => kind.read(site, targetId, places));
        return object && compareObjects(context, comparison, [object]);
      },
    };
  };

const ROWS_A_QUERY = 1_000;

/** Whether the objects include everything that the migration created of the type. */
async function hasAll(
  { store }: BatchContext,
  type: EntityType,
  found: readonly TargetObject[],
): Promise<boolean> {
  let ours = 0;
  for (const some of chunk(found, ROWS_A_QUERY)) {
    const ids = some.map((object) => object.id);
    ours += (await getMappedByTarget(store.read, type, ids)).size;
  }
  return ours >= (await countMapped(store.read, type));
}

/** Types that are read completely in a few requests. */
type TreeType = Extract<EntityType, 'folder' | 'test_cycle' | 'test_plan'>;

export const planTree = (type: TreeType): BatchHandler =>
  planValidation(type, async () => [{ stage: `validate/${type}`, kind: 'page' }]);

/** Compares the objects in the listings. The others are read by id when the stage finishes. */
export const createValidateTree =
  ({ targetOf }: ValidatorContext, type: TreeType, validators: readonly KindValidator[]): BatchHandler =>
  async (context) => {
    const site = await openSite(targetOf(context.migration.targetProjectId), context);
    const parts: Findings[] = [];
    for (const validator of validators) parts.push(await validator(context, site).compareAll());
    return { commit: (tx) => commitFindings(tx, context, type, onlySure(joinFindings(parts))) };
  };

/** Reads one by one the objects that no listing showed, or showed differently. */
export const createFinishKinds = (
  { targetOf }: ValidatorContext,
  type: EntityType,
  validators: readonly KindValidator[],
): BatchHandler =>
  createFinishUnseen(type, async (context) => {
    const site = await openSite(targetOf(context.migration.targetProjectId), context);
    const some = validators.map((validator) => validator(context, site));
    const nouns = some.map(({ noun }) => noun).join(' or ');
    return {
      noun: nouns,
      judge: async (mapped) => (await validatorFor(context, some, mapped))?.compareOne(mapped),
    };
  });

async function validatorFor(
  { store }: BatchContext,
  validators: readonly ReturnType<KindValidator>[],
  { sourceId }: Created,
): Promise<ReturnType<KindValidator> | undefined> {
  const [only] = validators;
  if (only === undefined || validators.length === 1) return only;
  const [stored] = await listDrafts(store.read, only.type, [sourceId]);
  return stored && validators.find(({ isDraft }) => isDraft(stored.draft));
}
