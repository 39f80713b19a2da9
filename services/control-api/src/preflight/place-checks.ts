import type { PreflightCheck } from '@z2q/contracts';
import { HttpError } from '@z2q/http';
import type { TargetClient } from '@z2q/qtest';
import type { Migration } from '@z2q/store';
import { attempt } from './attempt.ts';
import { describeError, type Finding, failed, passed, warning } from './finding.ts';

/** Checks that the module and the cycle named in the options exist on the target. */
export async function checkPlaces(
  target: TargetClient,
  { options }: Migration,
): Promise<readonly PreflightCheck[]> {
  const { targetModule, targetCycle } = options;
  const [inModule, inCycle] = await Promise.all([
    targetModule === null
      ? null
      : checkPlace('module', targetModule, (signal) => target.listModules(targetModule, signal)),
    targetCycle === null
      ? null
      : checkPlace('test cycle', targetCycle, (signal) =>
          target.listCycleTree({ type: 'test-cycle', id: targetCycle }, signal),
        ),
  ]);
  return [
    ...(inModule ? [{ name: 'target_module', ...inModule }] : []),
    ...(inCycle ? [{ name: 'target_cycle', ...inCycle }] : []),
  ];
}

async function checkPlace(
  noun: 'module' | 'test cycle',
  id: number,
  list: (signal: AbortSignal) => Promise<unknown>,
): Promise<Finding> {
  const listed = await attempt(list);
  if (listed.ok) return passed(`The ${noun} ${id}, under which everything goes, is there.`);
  const { error } = listed;
  if (!(error instanceof HttpError && (error.code === 'not_found' || error.code === 'refused'))) {
    return warning(`The ${noun} ${id} cannot be read. ${describeError(error)}`);
  }
  const option = noun === 'module' ? 'targetModule' : 'targetCycle';
  return failed(
    `There is no ${noun} ${id} in the project.`,
    `Make the migration again with options.${option} set to the id of a ${noun} of this project, or without it for the root.`,
  );
}
