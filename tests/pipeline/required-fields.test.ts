import type { ReportView } from '@z2q/contracts';
import { generateZephyrData, type ZephyrData } from '@z2q/sandbox';
import { expect, test } from 'vitest';
import { openPipeline } from '../kit/open-pipeline.ts';
import { withFewCalls } from '../scenario/with-few-calls.ts';
import { withoutUnplaced } from '../scenario/without-unplaced.ts';

const OBJECTS = ['test-cases', 'test-suites', 'test-runs'];
const REQUIRED = [
  { label: 'Team', data_type: 3, allowed_values: [{ label: 'Old', is_active: false }, { label: 'Core' }] },
  { label: 'Due', data_type: 4 },
  { label: 'Effort', data_type: 7 },
];

test('a project that requires fields of its own takes every record, and the report says what was filled in', async () => {
  await using kit = await openPipeline({ data: smallestData() });
  for (const object of OBJECTS)
    for (const field of REQUIRED)
      await kit.qtest.seed.create(1, `/settings/${object}/fields`, { ...field, required: true });
  const migrationId = await kit.migrateTo(1);

  const run = await kit.api.run(migrationId);

  const { ledger } = await kit.api.get<ReportView>(`/v1/runs/${run.id}/report`);
  const filled = ledger.fields.filter(({ field }) => field.startsWith('target: '));
  expect(run.state).toBe('completed');
  expect(new Set(filled.map(({ entityType }) => entityType))).toEqual(
    new Set(['test_case', 'test_cycle', 'test_execution']),
  );
  expect(ledger.sums.filter(({ closes }) => closes === false)).toEqual([]);
});

/** Without executions outside cycles, so that every suite is made from a cycle. */
function smallestData(): ZephyrData {
  const data = withFewCalls(
    withoutUnplaced(generateZephyrData({ cases: 8, executions: 12, cycles: 2, plans: 1, attachments: 0 })),
  );
  for (const project of data.projects)
    project.executions = project.executions.filter(({ cycleId }) => cycleId !== null);
  return data;
}
