import type { FieldObject, TargetField } from '@z2q/contracts';
import { HttpError } from '@z2q/http';
import { findField, isMultiple, type NeededField } from '@z2q/mapping';
import type { TargetClient } from '@z2q/qtest';
import type { BatchContext } from '@z2q/runtime';
import { type Addition, forgetAdditions, saveAdditions } from '@z2q/store';

type FieldsOf = ReadonlyMap<FieldObject, readonly TargetField[]>;

/**
 * Makes the fields and choices that the target lacks. What is to be made is committed first, so that rollback knows it
 * for ours. A target that does not let us is left as it is: values without a field are written in the text.
 */
export async function ensureFields(
  { migration, store, signal, log }: BatchContext,
  target: TargetClient,
  needed: readonly NeededField[],
  fields: FieldsOf,
): Promise<void> {
  for (const need of needed) {
    const candidates = fields.get(need.object) ?? [];
    const found = findField(need.label, candidates);
    const existing = candidates.find((field) => field.id === found?.id);
    const choices = existing ? missingChoices(need, existing) : need.choices;
    if (existing && choices.length === 0) continue;
    const additions = toAdditions(need, existing, choices);
    await store.write((tx) => saveAdditions(tx, migration.id, additions));
    try {
      if (existing) await target.addAllowedValues(need.object, existing.id, choices, signal);
      else
        await target.createField(
          need.object,
          {
            label: need.label,
            dataType: need.dataType,
            multiple: isMultiple(need.dataType),
            allowedValues: choices,
          },
          signal,
        );
    } catch (error) {
      if (!(error instanceof HttpError) || !['forbidden', 'refused', 'not_found'].includes(error.code))
        throw error;
      await store.write((tx) => forgetAdditions(tx, migration.id, additions));
      log.warn(
        { field: need.label, object: need.object, reason: error.message },
        'the target does not let us make a field or its choices',
      );
    }
  }
}

const CHOICE_TYPES: ReadonlySet<number> = new Set([3, 8, 17]);

function missingChoices(need: NeededField, existing: TargetField): readonly string[] {
  if (!CHOICE_TYPES.has(existing.dataType)) return [];
  const known = new Set(
    existing.allowedValues.filter((value) => value.isActive).map((value) => value.label.toLowerCase()),
  );
  return need.choices.filter((choice) => !known.has(choice.toLowerCase()));
}

const toAdditions = (
  need: NeededField,
  existing: TargetField | undefined,
  choices: readonly string[],
): readonly Addition[] =>
  existing
    ? choices.map((valueLabel) => ({ object: need.object, fieldLabel: existing.label, valueLabel }))
    : [{ object: need.object, fieldLabel: need.label, valueLabel: null }];
