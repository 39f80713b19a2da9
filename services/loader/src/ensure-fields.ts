import type { FieldObject, TargetField } from '@z2q/contracts';
import { HttpError, type HttpErrorCode, withSendGuard } from '@z2q/http';
import { isMultiple, type NeededField, planAdditions } from '@z2q/mapping';
import type { TargetClient } from '@z2q/qtest';
import type { BatchContext } from '@z2q/runtime';
import { type Addition, forgetAdditions, type InRun, saveAdditions, type Writer } from '@z2q/store';
import { isThisCallAlone } from './is-this-call-alone.ts';
import { sideBySide } from './side-by-side.ts';

/** How often the creation of an addition has broken down in this process, by run and addition. */
export type Breakdowns = Map<string, number>;
type Maker = { readonly target: TargetClient; readonly breakdowns: Breakdowns };
type FieldsOf = ReadonlyMap<FieldObject, readonly TargetField[]>;

/**
 * Creates the fields and choices that the target lacks. Each addition is committed first, so that rollback knows it is
 * ours. If the target refuses an addition, the migration goes on without it, and the values are written into a text
 * instead. All are created concurrently; each new field is told its position, since users see the fields in that order.
 * @returns the object types that needed additions.
 * @throws {HttpError} the first breakdown, after all additions were tried; the batch is tried again before an addition
 * is given up.
 */
export async function ensureFields(
  context: BatchContext,
  maker: Maker,
  needed: readonly NeededField[],
  fields: FieldsOf,
): Promise<ReadonlySet<FieldObject>> {
  const planned = planAdditions(needed, fields);
  const positionOf = createPositions(fields);
  const { target } = maker;
  const { signal } = context;
  const errors = await sideBySide(
    planned.map(({ need, existing, choices }) => {
      const additions = toAdditions(need, existing, choices);
      if (existing)
        return addOnce(context, maker, additions, () =>
          target.addAllowedValues(need.object, existing.id, choices, signal),
        );
      const field = { ...toField(need), order: positionOf(need.object), allowedValues: choices };
      return addOnce(context, maker, additions, () => target.createField(need.object, field, signal));
    }),
  );
  const broken = errors.find((error) => error !== undefined);
  if (broken) throw broken;
  return new Set(planned.map(({ need }) => need.object));
}

/** Hands out positions behind the fields that are there, in the order in which they are asked for. */
function createPositions(fields: FieldsOf): (object: FieldObject) => number {
  const last = new Map<FieldObject, number>();
  return (object) => {
    const known =
      last.get(object) ?? Math.max(0, ...(fields.get(object) ?? []).map(({ order }) => order ?? 0));
    last.set(object, known + 1);
    return known + 1;
  };
}

const toField = ({ label, dataType }: NeededField) => ({
  label,
  dataType,
  multiple: isMultiple(dataType),
});

/**
 * Only the worker that holds the batch may note or forget an addition. To a worker that stood still, an addition that
 * the next holder has made meanwhile looks like a refusal.
 * @returns the error when the addition should be tried again.
 */
async function addOnce(
  context: BatchContext,
  { target, breakdowns }: Maker,
  additions: readonly Addition[],
  add: () => Promise<unknown>,
): Promise<HttpError | undefined> {
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
    return undefined;
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    const isRefused = REFUSALS.has(error.code);
    if (!isRefused) {
      // The addition stays noted for a rollback, because the target may have made it despite the error.
      if (!(await isThisCallAlone(context, target, error))) throw error;
      if (countBreakdown(context, breakdowns, additions) < GIVEN_UP_AT) return error;
    }
    if (isRefused) await writeHeld((tx) => forgetAdditions(tx, additions));
    log.warn(
      { additions, reason: error.message },
      'the target does not create a field or its choices; their values are written into a text',
    );
    return undefined;
  }
}

const REFUSALS: ReadonlySet<HttpErrorCode> = new Set(['forbidden', 'refused', 'not_found', 'too_large']);
/** A connection may be cut once or twice by chance. */
const GIVEN_UP_AT = 3;

/** How often this process has seen these additions break down in this run. */
function countBreakdown(
  { run }: BatchContext,
  breakdowns: Breakdowns,
  additions: readonly Addition[],
): number {
  const key = `${run.id} ${JSON.stringify(additions)}`;
  const count = (breakdowns.get(key) ?? 0) + 1;
  breakdowns.set(key, count);
  return count;
}

const toAdditions = (
  need: NeededField,
  existing: TargetField | undefined,
  choices: readonly string[],
): readonly Addition[] =>
  existing
    ? choices.map((valueLabel) => ({ object: need.object, fieldLabel: existing.label, valueLabel }))
    : [{ object: need.object, fieldLabel: need.label, valueLabel: null }];
