import type { SourceTestCycle, TestSuiteDraft, Transformed } from '@z2q/contracts';
import { toDetailsField } from '../fields/details-field.ts';
import { TEST_CYCLE_FIELDS } from '../fields/test-cycle-fields.ts';
import type { Detail } from '../text/details-block.ts';
import type { TestCycleContext } from './context.ts';
import { toEntityName } from './entity-name.ts';
import { placeCustomFields } from './place-custom-fields.ts';
import { type Placed, placeFields } from './place-fields.ts';
import { placeInFolder } from './place-in-folder.ts';

/** Maps a test cycle to a test suite by `test-cycle-fields.ts`. */
export function mapTestCycle(cycle: SourceTestCycle, context: TestCycleContext): Transformed<TestSuiteDraft> {
  const placed = placeFields(TEST_CYCLE_FIELDS, cycle, 'test-suites', context);
  const folderSourceId = placeInFolder(placed, cycle, context);
  placeCustomFields(placed, cycle.customFields, 'test-suites', context);
  if (cycle.planIds.length > 0) placed.book.changed('planIds', 'relation_as_text');
  const { name, details } = toEntityName(cycle.name, cycle.key, placed.book);
  const draft: TestSuiteDraft = {
    type: 'test-suite',
    sourceId: cycle.sourceId,
    sourceKey: cycle.key,
    name,
    folderSourceId,
    plannedStart: cycle.plannedStart,
    plannedEnd: cycle.plannedEnd,
    fields: [
      ...placed.fields,
      toDetailsField({ text: cycle.description, source: 'description', key: cycle.key }, [
        ...details,
        ...detailsOf(cycle, placed, context),
      ]),
    ],
  };
  return { outcome: 'draft', draft, ledger: placed.book.close() };
}

/** Planned dates are also written as text, because a target may drop their time of day. */
function detailsOf(
  cycle: SourceTestCycle,
  placed: Placed,
  { planName }: TestCycleContext,
): readonly Detail[] {
  const lines: readonly Detail[] = [
    { label: 'Planned start', values: cycle.plannedStart === null ? [] : [cycle.plannedStart] },
    { label: 'Planned end', values: cycle.plannedEnd === null ? [] : [cycle.plannedEnd] },
    {
      label: 'Test plans',
      values: cycle.planIds.map((id) => planName(id) ?? `plan ${id}`),
      source: 'planIds',
    },
  ];
  return [...placed.details, ...lines.filter(({ values }) => values.length > 0)];
}
