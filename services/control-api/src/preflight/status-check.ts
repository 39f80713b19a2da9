import type { PreflightCheck, TargetStatus } from '@z2q/contracts';
import { explainUnmapped, matchStatus } from '@z2q/mapping';
import type { TargetClient } from '@z2q/qtest';
import type { Migration } from '@z2q/store';
import type { SourceClient } from '@z2q/zephyr';
import { attempt } from './attempt.ts';
import { type Finding, notChecked, passed, warning } from './finding.ts';

type Clients = { readonly source: SourceClient; readonly target: TargetClient };

/** Shows what each execution status of the source becomes, and warns of those whose executions will fail. */
export async function checkStatuses(
  { source, target }: Clients,
  migration: Migration,
): Promise<PreflightCheck> {
  const [listed, statuses] = await Promise.all([
    attempt((signal) => source.listReferences(migration.sourceProjectKey, signal)),
    attempt((signal) => target.listStatuses(signal)),
  ]);
  const name = 'execution_statuses';
  if (!listed.ok) return { name, ...notChecked('the statuses of Zephyr cannot be read') };
  if (!statuses.ok || !statuses.value.some(({ isActive }) => isActive))
    return { name, ...notChecked('the target has no status to give') };
  const names = listed.value.references
    .filter(({ kind }) => kind === 'status:TEST_EXECUTION')
    .map((reference) => reference.name);
  return { name, ...toFinding([...new Set(names)], statuses.value, migration) };
}

function toFinding(
  names: readonly string[],
  statuses: readonly TargetStatus[],
  { mapping }: Migration,
): Finding {
  const pairs = names.map((from) => ({ from, ...matchStatus(from, statuses, mapping.executionStatus) }));
  const unmapped = pairs.filter(({ by }) => by === 'nothing').map(({ from }) => from);
  if (unmapped.length === 0)
    return passed(
      `Each has its counterpart: ${pairs.map(({ from, name }) => `${from} → ${name}`).join(', ')}.`,
    );
  const told = unmapped.map((from) => `"${from}"`).join(', ');
  return warning(
    `The target has no status of the name or meaning of ${told}: executions with such a result, their own or of a step, will fail.`,
    explainUnmapped(unmapped, statuses),
  );
}
