import type { Field, Property, QtestApi } from './qtest-api.ts';

export type Fields = { property(label: string, value: string | undefined): readonly Property[] };

const TEXT = 1;
const KEY = 'Zephyr key';
const OBJECTS = ['test-cases', 'test-suites', 'test-runs'] as const;
type Objects = (typeof OBJECTS)[number];

/** Makes the field for the source key on every object, and the choices that statuses and priorities of cases need. */
export async function prepareFields(
  qtest: QtestApi,
  choices: Readonly<Record<string, readonly string[]>>,
): Promise<Readonly<Record<Objects, Fields>>> {
  const cases = await qtest.get<readonly Field[]>('/settings/test-cases/fields');
  for (const [label, wanted] of Object.entries(choices)) await addChoices(qtest, cases, { label, wanted });
  const made = await Promise.all(OBJECTS.map((object) => prepareObject(qtest, object)));
  const [testCases, testSuites, testRuns] = made;
  if (!testCases || !testSuites || !testRuns) throw new Error('Fields are missing');
  return { 'test-cases': testCases, 'test-suites': testSuites, 'test-runs': testRuns };
}

type Choices = { readonly label: string; readonly wanted: readonly string[] };

async function addChoices(
  qtest: QtestApi,
  fields: readonly Field[],
  { label, wanted }: Choices,
): Promise<void> {
  const field = fields.find((each) => each.label === label);
  const known = new Set(field?.allowed_values?.map((value) => value.label));
  const missing = wanted.filter((name) => !known.has(name));
  if (!field || missing.length === 0) return;
  const body = missing.map((name) => ({ label: name, is_active: true }));
  await qtest.send('POST', `/settings/test-cases/fields/${field.id}/allowed-values`, body);
}

async function prepareObject(qtest: QtestApi, object: Objects): Promise<Fields> {
  const path = `/settings/${object}/fields`;
  await qtest.send('POST', path, { label: KEY, data_type: TEXT, required: false, is_active: true });
  const fields = await qtest.get<readonly Field[]>(path);
  return {
    property: (label, value) => {
      const field = fields.find((each) => each.label === label);
      if (!field || value === undefined) return [];
      const choice = field.allowed_values?.find((each) => each.label === value)?.value;
      return [{ field_id: field.id, field_value: String(choice ?? value) }];
    },
  };
}
