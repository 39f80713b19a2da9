import { type Fault, generateZephyrData, type ZephyrData } from '@z2q/sandbox';
import { waitFor } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { openPipeline, type Pipeline } from '../kit/open-pipeline.ts';
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

test('new fields are made side by side, behind those that are there and in the order of their object', async () => {
  await using kit = await openPipeline({ data: withChosenTexts() });
  await using inOrder = await openPipeline({ data: withChosenTexts() });
  const held: Fault = { kind: 'held', method: 'POST', path: '/settings/test-cases/fields$' };
  kit.qtest.behaviour.faults = [held];

  const running = kit.api.run(await kit.migrateTo(1));
  const madeAtOnce = await waitFor(() => kit.qtest.stats.strikesOf(held) >= 4, {
    what: 'four fields to be made at once',
  });
  kit.qtest.behaviour.faults = [];
  const run = await running;
  await inOrder.api.run(await inOrder.migrateTo(1));

  expect(madeAtOnce).toBe(true);
  expect(run.state).toBe('completed');
  expect(labelsInOrder(kit)).toEqual(labelsInOrder(inOrder));
  expect(labelsInOrder(kit).slice(-4)).toContain('Verified by');
});

/**
 * Labels in the order of their positions. If two fields had the same position, their order would be
 * arbitrary.
 */
function labelsInOrder(kit: Pipeline): readonly string[] {
  const fields = kit.targetProject(1).fields['test-cases'];
  expect(new Set(fields.map(({ order }) => order)).size).toBe(fields.length);
  return fields.toSorted((left, right) => left.order - right.order).map(({ label }) => label);
}

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
