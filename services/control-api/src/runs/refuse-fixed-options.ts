import type { ChangedOptions, MigrationOptions } from '@z2q/contracts';
import { countOnTarget, type Migration, type Reader } from '@z2q/store';
import { ProblemError } from '../http/problem-error.ts';

type Judge<Value> = (from: Value, to: Value) => string | null;
type Judges = { readonly [Name in keyof MigrationOptions]: Judge<MigrationOptions[Name]> };

const free = (): null => null;
const always =
  (why: string): Judge<unknown> =>
  () =>
    why;

/** Why an option must not change once the migration has objects on the target; null: it may. */
const WHY_FIXED: Judges = {
  targetModule: always('it decides where test cases are, and they would be made a second time elsewhere'),
  targetCycle: always('it decides where cycles are, and they would be made a second time elsewhere'),
  attachments: (_, to) => (to ? null : 'files of it may be there, and would be told as left out'),
  approve: always('it decides which version of a test case its runs and logs are of'),
  createFields: (_, to) =>
    to ? 'values that had no field are written in texts, and those would have to be written anew' : null,
  adopt: free,
  gate: free,
  failureBudget: free,
  batchSize: free,
  pageSize: free,
};

/**
 * Some options decide what an object is or where it goes. Once there are objects, another value would apply to only
 * half of the migration.
 * @throws {ProblemError} with what to do instead.
 */
export async function refuseFixedOptions(
  db: Reader,
  { id, options }: Migration,
  changed: ChangedOptions,
): Promise<void> {
  const fixed = toNames(changed).flatMap((name) => {
    const why = judge(name, options, { ...options, ...withoutUndefined(changed) });
    return why === null ? [] : [{ name, why }];
  });
  if (fixed.length === 0) return;
  const { objects, inDoubt, doubles } = await countOnTarget(db, id);
  const there = objects + inDoubt + doubles;
  if (there === 0) return;
  const reasons = fixed.map(({ name, why }) => `${name}: ${why}`);
  throw new ProblemError(
    'option_fixed',
    `${there} ${there === 1 ? 'object' : 'objects'} of this migration may be on the target already. ${reasons.join('. ')}.`,
    {
      fix: `Leave ${fixed.map(({ name }) => name).join(', ')} as it was; or take everything away first (POST /v1/migrations/${id}/rollback), change it, and run again.`,
    },
  );
}

const toNames = (changed: ChangedOptions): readonly (keyof MigrationOptions)[] =>
  Object.keys(withoutUndefined(changed)) as (keyof MigrationOptions)[];

function judge<Name extends keyof MigrationOptions>(
  name: Name,
  from: MigrationOptions,
  to: MigrationOptions,
): string | null {
  return from[name] === to[name] ? null : WHY_FIXED[name](from[name], to[name]);
}

/** A member without a value in the request is not changed. */
export const withoutUndefined = (changed: ChangedOptions): Partial<MigrationOptions> =>
  Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== undefined));
