import type {
  FieldObject,
  MappingFile,
  SourceExecution,
  SourceTestCase,
  SourceTestCycle,
} from '@z2q/contracts';
import { STANDARD_FIELDS } from './standard-fields.ts';

/** A name that a line of the mapping file may rename. */
export type MappableName = { readonly table: keyof MappingFile; readonly name: string };

export const namesInTestCase = (testCase: SourceTestCase): readonly MappableName[] =>
  namesIn('test-cases', testCase, testCase.customFields);

export const namesInTestCycle = (cycle: SourceTestCycle): readonly MappableName[] =>
  namesIn('test-suites', cycle, cycle.customFields);

/** Its own status and those of its steps, each once. */
export function namesInExecution(execution: SourceExecution): readonly MappableName[] {
  const statuses = [execution.status, ...execution.stepResults.map(({ status }) => status)];
  const named = new Set(statuses.filter((status) => status !== null && status !== ''));
  return [
    ...[...named].flatMap((name) => (name ? [{ table: 'executionStatus', name } as const] : [])),
    ...namesIn('test-runs', execution, execution.customFields),
  ];
}

function namesIn(object: FieldObject, record: object, customFields: object): readonly MappableName[] {
  const values = new Map<string, unknown>(Object.entries(record));
  const standard = STANDARD_FIELDS.filter(
    (field) => field.object === object && hasValue(values.get(field.source)),
  );
  return [
    ...standard.map(({ label }): MappableName => ({ table: 'fields', name: label })),
    ...standard.flatMap(({ renamedBy, source }): readonly MappableName[] =>
      renamedBy === undefined ? [] : [{ table: renamedBy, name: String(values.get(source)) }],
    ),
    ...Object.entries(customFields)
      .filter(([, value]) => hasValue(value))
      .map(([name]): MappableName => ({ table: 'fields', name })),
  ];
}

const hasValue = (value: unknown): boolean =>
  value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);
