import { readIds } from './properties.ts';
import { type Field, type FieldObject, takesSeveral } from './state/field.ts';
import type { Project } from './state/project.ts';
import type { Values } from './state/rows.ts';

/** Whether an object has a choice. Deleting a used choice is undocumented; the sandbox refuses it, the stricter reading. */
export function isValueInUse(
  project: Project,
  object: FieldObject,
  { field, value }: { readonly field: Field; readonly value: number },
): boolean {
  for (const values of valuesOf(project, object)) {
    const text = values.get(field.id);
    if (text === undefined) continue;
    const ids = takesSeveral(field) ? (readIds(text) ?? []) : [Number(text)];
    if (ids.includes(value)) return true;
  }
  return false;
}

function* valuesOf(project: Project, object: FieldObject): Generator<Values> {
  switch (object) {
    case 'test-cases':
      for (const row of project.cases.all()) for (const version of row.versions) yield version.values;
      return;
    case 'test-runs':
      for (const row of project.runs.all()) yield row.values;
      for (const row of project.logs.all()) yield row.values;
      return;
    default:
      for (const row of rowsWithValues(project, object)) yield row.values;
  }
}

function rowsWithValues(project: Project, object: FieldObject): Iterable<{ readonly values: Values }> {
  if (object === 'test-suites') return project.suites.all();
  if (object === 'requirements') return project.requirements.all();
  if (object === 'releases') return project.releases.all();
  if (object === 'builds') return project.builds.all();
  return object === 'defects' ? project.defects.all() : [];
}
