import type { Draft, EntityType, FieldObject, LedgerEntry } from '@z2q/contracts';
import { type FieldsFit, type Fit, type TargetSchema, toStayingEntries } from '@z2q/mapping';
import { type BatchContext, toFailure } from '@z2q/runtime';
import { findSurvey } from '@z2q/store';
import type { NamedResult } from './finish-transform.ts';
import { loadStaying } from './load-staying.ts';

/** What the target will offer; undefined: the run was begun by an earlier release, without a survey. */
export async function loadTargetSchema({ store }: BatchContext): Promise<TargetSchema | undefined> {
  const survey = await findSurvey(store.read);
  if (survey === undefined) return undefined;
  const byObject = Map.groupBy(survey.fields, ({ object }) => object);
  const fields = new Map(
    [...byObject].map(([object, some]) => [object, some.map((field) => field.definition)]),
  );
  const fieldsOf = (object: FieldObject) => fields.get(object) ?? [];
  return { statuses: survey.statuses, fieldsOf };
}

export type FittedResult<D extends Draft> = NamedResult<D> & {
  /** Ledger entries that depend on the target. */
  readonly late: readonly LedgerEntry[];
};

/**
 * Checks each draft against the target as loading will find it. A draft that cannot be loaded fails here, before
 * anything is written.
 */
export const fitEach = <D extends Draft>(
  results: readonly NamedResult<D>[],
  schema: TargetSchema | undefined,
  judge: (draft: D, schema: TargetSchema) => Fit,
): readonly FittedResult<D>[] =>
  results.map((named): FittedResult<D> => {
    const { name, answers, result } = named;
    if (schema === undefined || !('outcome' in result) || result.outcome !== 'draft')
      return { ...named, late: [] };
    const { late, fault } = judge(result.draft, schema);
    return fault === null
      ? { ...named, late }
      : { name, answers, result: toFailure(name, 'draft_invalid', fault), late: [] };
  });

/** The same for objects with fields, which may still hold values that an earlier run wrote. */
export async function fitWithFields<D extends Draft>(
  context: BatchContext,
  { type, object }: { readonly type: EntityType; readonly object: FieldObject },
  results: readonly NamedResult<D>[],
  judge: (draft: D, schema: TargetSchema) => FieldsFit,
): Promise<readonly FittedResult<D>[]> {
  const stayingOf = await loadStaying<D>(context, type);
  return fitEach(results, await loadTargetSchema(context), (draft, schema) => {
    const { late, fault, properties } = judge(draft, schema);
    const fields = schema.fieldsOf(object);
    const stays = stayingOf(draft, {
      properties,
      fields,
      propertiesOf: (loaded) => judge(loaded, schema).properties,
    });
    return { late: [...late, ...toStayingEntries(stays)], fault };
  });
}
