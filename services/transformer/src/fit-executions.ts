import type { ExecutionDraft } from '@z2q/contracts';
import { fitExecution, olderFirst, type TargetSchema } from '@z2q/mapping';
import type { BatchContext } from '@z2q/runtime';
import { getMapped, isCreated } from '@z2q/store';
import type { NamedResult } from './finish-transform.ts';
import { type FittedResult, fitEach } from './fit-each.ts';

/**
 * Checks executions against the target. Executions that share a run are in one batch, and only the values of
 * the one that creates the run are written on it: the first to be loaded, unless an earlier run of the
 * migration has created it.
 */
export async function fitExecutions(
  { store }: BatchContext,
  results: readonly NamedResult<ExecutionDraft>[],
  schema: TargetSchema | undefined,
  stepsOf: (testCaseKey: string) => number,
): Promise<readonly FittedResult<ExecutionDraft>[]> {
  const judge = (some: readonly NamedResult<ExecutionDraft>[], isRunOfOther: boolean) =>
    fitEach(some, schema, (draft, target) =>
      fitExecution(draft, target, { steps: stepsOf(draft.testCaseKey), isRunOfOther }),
    );
  const alone = judge(results, false);
  const shared = Map.groupBy(alone.flatMap(toDraft), ({ runKey }) => runKey);
  const makers = new Map(
    [...shared].map(([runKey, some]) => [runKey, some.toSorted(olderFirst)[0]?.sourceKey ?? '']),
  );
  for (const [runKey, run] of await getMapped(store.read, 'test_run', [...shared.keys()]))
    if (isCreated(run) && run.sourceKey !== null) makers.set(runKey, run.sourceKey);
  const isRunOfOther = ({ runKey, sourceKey }: ExecutionDraft): boolean => makers.get(runKey) !== sourceKey;
  return alone.flatMap((fitted) => (toDraft(fitted).some(isRunOfOther) ? judge([fitted], true) : [fitted]));
}

const toDraft = ({ result }: NamedResult<ExecutionDraft>): readonly ExecutionDraft[] =>
  'outcome' in result && result.outcome === 'draft' ? [result.draft] : [];
