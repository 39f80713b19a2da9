import { generateZephyrData, type ZephyrData } from '@z2q/sandbox';
import { expect, test } from 'vitest';
import { openPipeline } from '../kit/open-pipeline.ts';
import { readField } from './verify-corpus/readable-text.ts';

test('no id is added to a field of the project, and texts that are chosen from a list become a combo box', async () => {
  await using kit = await openPipeline({ data: withChosenTexts() });
  await kit.qtest.seed.create(1, '/settings/test-cases/fields', {
    label: 'Component',
    data_type: 3,
    allowed_values: [{ label: 'Checkout' }],
  });

  const run = await kit.api.run(await kit.migrateTo(1));

  const { fields, testCases } = kit.targetProject(1);
  const fieldOf = (label: string) => fields['test-cases'].find((field) => field.label === label);
  const latest = testCases.flatMap(({ versions }) => versions.at(-1) ?? []);
  expect(run.state).toBe('completed');
  expect(fieldOf('Component')?.allowed_values.map(({ label }) => label)).toEqual(['Checkout']);
  expect(latest.some(({ description }) => description.includes('<strong>Component:</strong>'))).toBe(true);
  expect(
    fieldOf('Verified by')
      ?.allowed_values.map(({ label }) => label)
      .toSorted(),
  ).toEqual(['Analysis', 'Test']);
  expect(new Set(latest.map(({ properties }) => readField(properties, 'Verified by')))).toEqual(
    new Set(['Analysis', 'Test']),
  );
});

function withChosenTexts(): ZephyrData {
  const data = generateZephyrData({ cases: 12, executions: 0, cycles: 0, plans: 0, attachments: 0 });
  for (const project of data.projects) {
    project.folders = project.folders.filter(({ folderType }) => folderType !== 'TEST_PLAN');
    for (const [at, testCase] of project.cases.entries()) {
      testCase.componentId = project.components[0]?.id ?? null;
      testCase.customFields = { ...testCase.customFields, 'Verified by': at % 2 === 0 ? 'Test' : 'Analysis' };
    }
  }
  return data;
}
