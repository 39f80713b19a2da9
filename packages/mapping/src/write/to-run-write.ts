import type { ExecutionDraft, NamedWrite, TargetField } from '@z2q/contracts';
import { fillRequired } from './fill-required.ts';
import { resolveFields, toLateEntries } from './resolve-fields.ts';
import { resolveWithDetails } from './resolve-with-details.ts';
import type { Written } from './written.ts';

/**
 * Body of a test run, without the ids of case and version. Values without a field are in the note of the log, if there
 * is one.
 */
export function toRunWrite(
  draft: ExecutionDraft,
  target: { readonly fields: readonly TargetField[] },
): Written<NamedWrite> {
  const { properties, late } = resolveRun(draft, target.fields);
  const { properties: ofLog } = resolveFields(draft.log?.fields ?? [], target.fields);
  const required = fillRequired('test-runs', properties, target.fields, ofLog);
  return {
    write: { name: draft.runName, properties: required.properties },
    late: [...late, ...required.late],
    filled: required.filled,
    unfilled: required.unfilled,
  };
}

function resolveRun(draft: ExecutionDraft, fields: readonly TargetField[]) {
  if (draft.log === null) return resolveWithDetails(draft.runFields, fields, draft.sourceKey);
  const { properties, unresolved } = resolveFields(draft.runFields, fields);
  return { properties, late: toLateEntries(unresolved, 'changed', 'log_note') };
}
