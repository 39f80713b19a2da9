import type { MappingFile, MappingUse, TargetField } from '@z2q/contracts';
import type { Survey } from '@z2q/store';

type Table = keyof MappingFile;

/** Fields, choices and statuses of the target project that a line of a mapping may lead to. */
export function listOffered({ fields, statuses }: Survey): NonNullable<MappingUse['offered']> {
  const active = fields.filter(({ definition }) => definition.isActive);
  const ofCases = active.flatMap(({ object, definition }) => (object === 'test-cases' ? [definition] : []));
  const names: Readonly<Record<Table, readonly string[]>> = {
    fields: active.map(({ definition }) => definition.label),
    testCaseStatus: choicesOf('Status', ofCases),
    priority: choicesOf('Priority', ofCases),
    executionStatus: statuses.filter(({ isActive }) => isActive).map(({ name }) => name),
  };
  return Object.entries(names).flatMap(([table, all]) =>
    [...new Set(all)].toSorted().map((name) => ({ table: table as Table, name })),
  );
}

const choicesOf = (name: string, fields: readonly TargetField[]): readonly string[] =>
  fields
    .find(({ label, originalName }) => label === name || originalName === name)
    ?.allowedValues.filter(({ isActive }) => isActive)
    .map(({ label }) => label) ?? [];
