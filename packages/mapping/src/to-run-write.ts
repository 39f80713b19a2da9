import type { ExecutionDraft } from '@z2q/contracts';
import { resolveFields, toLateEntries } from './resolve-fields.ts';
import { resolveWithDetails } from './resolve-with-details.ts';
import type { NamedWrite, TargetFieldShape } from './target-shapes.ts';
import type { Written } from './to-test-case-write.ts';

/** Body of a test run, without the ids of case and version. What finds no field is in the note of the log when there is one. */
export function toRunWrite(
  draft: ExecutionDraft,
  target: { readonly fields: readonly TargetFieldShape[] },
): Written<NamedWrite> {
  if (draft.log === null) {
    const { properties, late } = resolveWithDetails(draft.runFields, target.fields, draft.sourceKey);
    return { write: { name: draft.runName, properties }, late };
  }
  const { properties, unresolved } = resolveFields(draft.runFields, target.fields);
  return {
    write: { name: draft.runName, properties },
    late: toLateEntries(unresolved, 'changed', 'written in the note of the log'),
  };
}
