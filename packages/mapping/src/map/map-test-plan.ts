import type { ReleaseDraft, SourceTestPlan, Transformed } from '@z2q/contracts';
import { TEST_PLAN_FIELDS } from '../fields/test-plan-fields.ts';
import { type Detail, toStampedHtml } from '../text/details-block.ts';
import type { TestPlanContext } from './context.ts';
import { toEntityName } from './entity-name.ts';
import { customFieldDetails } from './place-custom-fields.ts';
import { placeFields } from './place-fields.ts';

/** Maps a test plan to a release by `test-plan-fields.ts`. */
export function mapTestPlan(plan: SourceTestPlan, context: TestPlanContext): Transformed<ReleaseDraft> {
  const placed = placeFields(TEST_PLAN_FIELDS, plan, 'test-cases', context);
  if (plan.cycleIds.length > 0) placed.book.changed('cycleIds', 'relation_as_text');
  if (plan.folderId !== null) placed.book.changed('folderId', 'plans_have_no_folders');
  if (plan.folderId !== null && context.folderPath(plan.folderId) === undefined)
    placed.book.changed('folderId', 'path_not_listed', { before: plan.folderId });
  const { name, details } = toEntityName(plan.name, plan.key, placed.book);
  const custom = customFieldDetails(plan.customFields, placed.book);
  const draft: ReleaseDraft = {
    type: 'release',
    sourceId: plan.sourceId,
    sourceKey: plan.key,
    name,
    description: toStampedHtml(
      plan.objective ?? '',
      [...details, ...placed.details, ...relationsOf(plan, context), ...custom],
      plan.key,
    ),
  };
  return { outcome: 'draft', draft, ledger: placed.book.close() };
}

function relationsOf(plan: SourceTestPlan, { folderPath, cycleName }: TestPlanContext): readonly Detail[] {
  const path = plan.folderId === null ? undefined : (folderPath(plan.folderId) ?? `folder ${plan.folderId}`);
  const lines: readonly Detail[] = [
    { label: 'Folder', values: path === undefined ? [] : [path] },
    { label: 'Test cycles', values: plan.cycleIds.map((id) => cycleName(id) ?? `cycle ${id}`) },
  ];
  return lines.filter(({ values }) => values.length > 0);
}
