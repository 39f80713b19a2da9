import type { FieldObject, TargetField } from '@z2q/contracts';
import { HttpError, type HttpErrorCode, withSendGuard } from '@z2q/http';
import { findField, isMultiple, type NeededField } from '@z2q/mapping';
import type { TargetClient } from '@z2q/qtest';
import type { BatchContext } from '@z2q/runtime';
import { type Addition, forgetAdditions, type InRun, saveAdditions, type Writer } from '@z2q/store';

type FieldsOf = ReadonlyMap<FieldObject, readonly TargetField[]>;

/**
 * Makes the fields and choices that the target lacks. What is to be made is committed first, so that rollback knows it
 * for ours. A target that does not let us, or cannot, is left as it is: values without a field are written in the text.
 */
export async function ensureFields(
  context: BatchContext,
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
    await addOnce(context, target, toAdditions(need, existing, choices), () =>
      existing
        ? target.addAllowedValues(need.object, existing.id, choices, context.signal)
        : target.createField(need.object, { ...toField(need), allowedValues: choices }, context.signal),
    );
  }
}

const toField = ({ label, dataType }: NeededField) => ({
  label,
  dataType,
  multiple: isMultiple(dataType),
});

/**
 * Only whoever holds the batch may note or forget an addition: to a worker that has stood still, what the next holder
 * has made meanwhile looks like a refusal.
 */
async function addOnce(
  context: BatchContext,
  target: TargetClient,
  additions: readonly Addition[],
  add: () => Promise<unknown>,
): Promise<void> {
  const { store, log } = context;
  const writeHeld = (act: (tx: InRun<Writer>) => Promise<void>): Promise<void> =>
    store.write(async (tx) => {
      await context.confirmLease(tx);
      await act(tx);
    });
  context.throwIfStopped();
  await writeHeld((tx) => saveAdditions(tx, additions));
  try {
    await withSendGuard(context.assertHeld, add);
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    const isRefused = REFUSALS.has(error.code);
    if (!isRefused && !(await isDoneWithout(context, target, error))) throw error;
    if (isRefused) await writeHeld((tx) => forgetAdditions(tx, additions));
    log.warn({ additions, reason: error.message }, 'the target does not let us make a field or its choices');
  }
}

const REFUSALS: ReadonlySet<HttpErrorCode> = new Set(['forbidden', 'refused', 'not_found', 'too_large']);
const BREAKDOWNS: ReadonlySet<HttpErrorCode> = new Set([
  'server_error',
  'timeout',
  'bad_answer',
  'unreachable',
]);

/**
 * Whether a call that breaks down is this one alone, at another attempt too, while the site answers. What it may have made all the same
 * stays noted, for a rollback.
 */
async function isDoneWithout(
  { batch, signal }: BatchContext,
  target: TargetClient,
  error: HttpError,
): Promise<boolean> {
  if (!BREAKDOWNS.has(error.code) || batch.attempts < 2) return false;
  return target.getProject(signal).then(
    () => true,
    () => false,
  );
}

const CHOICE_TYPES: ReadonlySet<number> = new Set([3, 8, 17]);

function missingChoices(need: NeededField, existing: TargetField): readonly string[] {
  if (!CHOICE_TYPES.has(existing.dataType)) return [];
  const known = new Set(
    existing.allowedValues.filter((value) => value.isActive).map((value) => value.label.trim().toLowerCase()),
  );
  return need.choices.filter((choice) => !known.has(choice.trim().toLowerCase()));
}

const toAdditions = (
  need: NeededField,
  existing: TargetField | undefined,
  choices: readonly string[],
): readonly Addition[] =>
  existing
    ? choices.map((valueLabel) => ({ object: need.object, fieldLabel: existing.label, valueLabel }))
    : [{ object: need.object, fieldLabel: need.label, valueLabel: null }];
