import { HttpError } from '@z2q/http';
import { type PlannedField, planAdditions, withAdditions } from '@z2q/mapping';
import type { TargetClient } from '@z2q/qtest';
import type { BatchHandler } from '@z2q/runtime';
import { type PlannedAddition, type Survey, saveSurvey } from '@z2q/store';
import type { LoaderContext } from './context.ts';
import { toLayout, withoutLacking } from './keep-layout.ts';
import { readOffer } from './read-offer.ts';

/**
 * Reads what the target offers before records are transformed, and predicts what loading will find there once the
 * needed fields are created, so that a plan tells what becomes of each value. It only reads; load corrects the ledger
 * where the prediction was wrong.
 */
export const createSurveyTarget =
  ({ targetOf }: LoaderContext): BatchHandler =>
  async (context) => {
    const { migration, signal, now } = context;
    const target = targetOf(migration.targetProjectId);
    const { statuses, fields, needed, lacking } = await readOffer(context, target);
    const mayAdd = await readMayAdd(target, signal);
    const makes = migration.options.createFields && mayAdd !== 'no';
    const planned = makes ? planAdditions(withoutLacking(needed, lacking), fields) : [];
    const offered = [...fields].flatMap(([object, list]) =>
      toLayout(object, withAdditions(object, list, planned), needed, lacking).map((definition) => ({
        object,
        definition,
      })),
    );
    const survey = { readAt: now().toISOString(), mayAdd, statuses, fields: offered };
    return { commit: (tx) => saveSurvey(tx, { ...survey, additions: planned.map(toAddition) }) };
  };

const toAddition = ({ need, existing, choices }: PlannedField): PlannedAddition => ({
  object: need.object,
  label: existing?.label ?? need.label,
  dataType: existing?.dataType ?? need.dataType,
  isNewField: existing === undefined,
  choices,
});

/** A user who may not see field definitions may not create any. For other users, the profile shows the right on some sites. */
async function readMayAdd(target: TargetClient, signal: AbortSignal): Promise<Survey['mayAdd']> {
  if (!(await target.mayManageFields(signal))) return 'no';
  const told = readRight(await readProfile(target, signal));
  if (told === undefined) return 'unknown';
  return told ? 'yes' : 'no';
}

/** undefined: the profile cannot be read, which must not delay the run. */
async function readProfile(target: TargetClient, signal: AbortSignal): Promise<unknown> {
  try {
    return await target.getPermissions(signal);
  } catch (error) {
    if (error instanceof HttpError && error.code !== 'unauthorized') return undefined;
    throw error;
  }
}

function readRight(profile: unknown): boolean | undefined {
  const settings = memberOf(profile, 'project_setting');
  const right = memberOf(settings, 'manage_fields');
  return typeof right === 'boolean' ? right : undefined;
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
