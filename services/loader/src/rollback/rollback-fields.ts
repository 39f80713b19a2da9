import type { EntityType, FieldObject, RecordFailure, TargetField } from '@z2q/contracts';
import { HttpError } from '@z2q/http';
import type { TargetClient } from '@z2q/qtest';
import type { BatchContext, BatchHandler } from '@z2q/runtime';
import { type Addition, forgetAdditions, listAdditions, releaseAdopted, storeFailures } from '@z2q/store';
import type { LoaderContext } from '../context.ts';
import { isThisCallAlone } from '../is-this-call-alone.ts';
import { isFieldUsed } from './is-field-used.ts';

/** The entity type under which a field that stays is reported. */
const REPORTED_AS: Readonly<Record<FieldObject, EntityType>> = {
  'test-cases': 'test_case',
  'test-suites': 'test_cycle',
  'test-runs': 'test_execution',
  releases: 'test_plan',
};

type Outcome = { readonly addition: Addition; readonly fault: string | null };

/** Deletes the fields and choices that the migration created, unless an object has a value in them by now. */
export function createRollbackFields({ targetOf }: LoaderContext): BatchHandler {
  return async (context) => {
    const { migration, store, now, run } = context;
    // In a dry run the objects that use the fields still exist, so nothing can be said.
    if (run.isDryRun) return {};
    const target = targetOf(migration.targetProjectId);
    const additions = await listAdditions(store.read);
    const outcomes: Outcome[] = [];
    for (const [object, some] of Map.groupBy(additions, (addition) => addition.object)) {
      const fields = await target.listFields(object, context.signal);
      for (const addition of some) {
        context.throwIfStopped();
        const fault = await takeAway(context, target, addition, fields).catch((error: unknown) =>
          toLasting(context, target, error),
        );
        outcomes.push({ addition, fault });
      }
    }
    return {
      commit: async (tx) => {
        const gone = outcomes.flatMap(({ addition, fault }) => (fault === null ? [addition] : []));
        await forgetAdditions(tx, gone);
        await releaseAdopted(tx);
        for (const { addition, fault } of outcomes) {
          if (fault === null) continue;
          const entityType = REPORTED_AS[addition.object];
          const failures = [toBlocked(addition, fault)];
          await storeFailures(tx, {
            phase: 'rollback',
            entityType,
            failures,
            now: now().toISOString(),
          });
        }
      },
    };
  };
}

/** Attempts before a field is left alone because only its request breaks down while the site answers others. */
const GIVEN_UP_AT = 3;

/** @returns why the field stays. @throws errors that may pass. */
async function toLasting(context: BatchContext, target: TargetClient, error: unknown): Promise<string> {
  if (!(error instanceof HttpError) || context.batch.attempts < GIVEN_UP_AT) throw error;
  if (!(await isThisCallAlone(context, target, error))) throw error;
  return `the target does not say whether it is used, or does not delete it (${error.message})`;
}

/** @returns why the field stays; null: it is deleted. */
async function takeAway(
  context: BatchContext,
  target: TargetClient,
  { object, fieldLabel, valueLabel }: Addition,
  fields: readonly TargetField[],
): Promise<string | null> {
  const { signal } = context;
  const field = fields.find((candidate) => candidate.label === fieldLabel);
  if (!field || (field.isSystem && valueLabel === null)) return null;
  const values = field.allowedValues.filter((value) => value.label === valueLabel);
  if (valueLabel !== null && values.length === 0) return null;
  const valueIds = values.map((value) => value.id);
  const isUsed = await isFieldUsed(context, target, { object, fieldId: field.id, valueIds });
  if (isUsed === null) return 'the target does not let us search for what has a value in it';
  if (isUsed) return 'something on the target has a value in it';
  try {
    if (valueLabel === null) await target.deleteField(object, field.id, signal);
    for (const id of valueIds) await target.deleteAllowedValue(object, field.id, id, signal);
    return null;
  } catch (error) {
    if (error instanceof HttpError && error.code === 'refused') return error.message;
    throw error;
  }
}

function toBlocked({ object, fieldLabel, valueLabel }: Addition, fault: string): RecordFailure {
  const name = valueLabel === null ? fieldLabel : `${fieldLabel}: ${valueLabel}`;
  return {
    sourceId: `field/${object}/${name}`,
    sourceKey: name,
    code: 'rollback_blocked',
    message: `The ${valueLabel === null ? 'field' : 'choice'} ${name} of ${object} stays: ${fault}. Clear it there and roll back again, or delete it by hand if nobody needs it.`,
  };
}
