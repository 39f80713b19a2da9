import { contentHash, type Draft, type EntityType, type FieldObject, type LedgerEntry } from '@z2q/contracts';
import {
  type FieldsFit,
  type Fit,
  isRehomed,
  type TargetSchema,
  toStayingEntries,
  toTargetSchema,
} from '@z2q/mapping';
import { type BatchContext, toFailure } from '@z2q/runtime';
import { findLayout, findSurvey, getMapped, isCreated, listLayouts } from '@z2q/store';
import type { NamedResult } from './finish-transform.ts';
import { loadStaying } from './load-staying.ts';

/** What the target will offer; undefined: the run was begun by an earlier release, without a survey. */
export async function loadTargetSchema({ store }: BatchContext): Promise<TargetSchema | undefined> {
  const survey = await findSurvey(store.read);
  return survey && toTargetSchema(survey);
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

/**
 * The same for objects with fields. An object that is on the target already may still hold values that an
 * earlier run wrote, and never fails here for a field that the project requires by now. If it will not be
 * written again, because neither its record changed nor a value of it lost its field, its ledger entries stay
 * as they were when it was written.
 */
export async function fitWithFields<D extends Draft>(
  context: BatchContext,
  { type, object }: { readonly type: EntityType; readonly object: FieldObject },
  results: readonly NamedResult<D>[],
  judge: (draft: D, schema: TargetSchema) => FieldsFit,
): Promise<readonly FittedResult<D>[]> {
  const { read } = context.store;
  const mapped = await getMapped(read, type, context.batch.ids);
  const layouts = await listLayouts(read);
  const stayingOf = await loadStaying<D>(context, type, mapped);
  return fitEach(results, await loadTargetSchema(context), (draft, schema) => {
    const now = judge(draft, schema);
    const before = mapped.get(draft.sourceId);
    if (!isCreated(before) || before.contentHash === null) return now;
    const layout = findLayout(layouts, before.layout);
    const then = layout ? toTargetSchema(layout) : schema;
    const fields = schema.fieldsOf(object);
    const stays = stayingOf(draft, before, {
      properties: now.properties,
      fields,
      propertiesOf: (loaded) => judge(loaded, then).properties,
    });
    const asLoaded = judge(draft, then);
    const isKept =
      before.contentHash === contentHash(draft) &&
      !isRehomed(
        { properties: asLoaded.properties, fields: then.fieldsOf(object) },
        { properties: now.properties, fields },
      );
    const { late } = isKept ? asLoaded : now;
    return { late: [...late, ...toStayingEntries(stays)], fault: null };
  });
}
