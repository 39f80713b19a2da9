import type { MappingFile, TargetStatus } from '@z2q/contracts';
import { mappedStatus, meaningOf, plainName, REST, synonymsOf } from './status-meaning.ts';

/** Status of a step without a result, in a log without a result. */
export const UNEXECUTED_STATUS = 'Unexecuted';

/**
 * How the target status for a source status was found. `mapping`: the mapping file names it. `name`: it has the same
 * name. `meaning`: it has another name with the same meaning. `rest`: it is the mapping file's `*`. `new-run`: the
 * source status means not executed, so it is the status of a new run, or one that means in progress. `none-given`:
 * Zephyr gives no status. `nothing`: there is no counterpart, so the record is not loaded; the status is the one that
 * earlier releases used.
 */
export type StatusMatch = {
  readonly id: number;
  readonly name: string;
  readonly by: 'mapping' | 'name' | 'meaning' | 'rest' | 'new-run' | 'none-given' | 'nothing';
};

type Statuses = readonly TargetStatus[];

/** Finds the active target status for a source status. @throws {Error} when the target has no active status. */
export function matchStatus(
  name: string,
  statuses: Statuses,
  table: MappingFile['executionStatus'] = {},
): StatusMatch {
  const active = statuses.filter(({ isActive }) => isActive);
  const found = name === '' ? matchNone(active, table) : matchNamed(name, active, table);
  if (found !== undefined) return found;
  const other = byMeaning('in-progress', active) ?? active.find(({ isDefault }) => isDefault) ?? active[0];
  if (other === undefined) throw new Error('The target project has no active execution statuses.');
  return toMatch(other, 'nothing');
}

function matchNamed(
  name: string,
  active: Statuses,
  table: MappingFile['executionStatus'],
): StatusMatch | undefined {
  const wanted = mappedStatus(name, table);
  if (wanted !== undefined) return firstOf([byName(wanted, active), 'mapping']);
  const meaning = meaningOf(name);
  return firstOf(
    [byName(name, active), 'name'],
    [meaning && byMeaning(meaning, active), 'meaning'],
    [restOf(active, table), 'rest'],
    [meaning === 'unexecuted' ? ofNewRun(active) : undefined, 'new-run'],
  );
}

/** Zephyr gives no status: the execution was begun, but its result is unknown. */
const matchNone = (active: Statuses, table: MappingFile['executionStatus']): StatusMatch | undefined =>
  firstOf([restOf(active, table), 'none-given'], [byMeaning('in-progress', active), 'none-given']);

const firstOf = (
  ...found: readonly (readonly [TargetStatus | undefined, StatusMatch['by']])[]
): StatusMatch | undefined => {
  for (const [status, by] of found) if (status !== undefined) return toMatch(status, by);
  return undefined;
};

const toMatch = ({ id, name }: TargetStatus, by: StatusMatch['by']): StatusMatch => ({ id, name, by });

function byName(name: string, statuses: Statuses): TargetStatus | undefined {
  const wanted = plainName(name);
  return (
    statuses.find((status) => status.name === name) ??
    statuses.find((status) => plainName(status.name) === wanted)
  );
}

function byMeaning(
  meaning: NonNullable<ReturnType<typeof meaningOf>>,
  statuses: Statuses,
): TargetStatus | undefined {
  for (const synonym of synonymsOf(meaning)) {
    const found = byName(synonym, statuses);
    if (found !== undefined) return found;
  }
  return undefined;
}

const restOf = (active: Statuses, table: MappingFile['executionStatus']): TargetStatus | undefined =>
  table[REST] === undefined ? undefined : byName(table[REST], active);

/** The default status is what a run shows before it is executed, unless its name means a result. */
function ofNewRun(active: Statuses): TargetStatus | undefined {
  const own = active.find(({ isDefault }) => isDefault);
  const meaning = meaningOf(own?.name ?? '');
  const isOpen = own !== undefined && (meaning === undefined || meaning === 'in-progress');
  return isOpen ? own : byMeaning('in-progress', active);
}

/** The names that the two products use by default for the same status. */
const ONE_STATUS: Readonly<Record<string, string>> = {
  pass: 'passed',
  fail: 'failed',
  inprogress: 'incomplete',
  notexecuted: 'unexecuted',
};

/** Whether two statuses are the same: by name, or by the default names of the two products. */
export function isSameStatus(source: string, target: string): boolean {
  const [from, to] = [plainName(source), plainName(target)];
  return from === to || (Object.hasOwn(ONE_STATUS, from) && ONE_STATUS[from] === to);
}

/** Tells the operator what to add to the mapping file for statuses without a counterpart. */
export function explainUnmapped(names: readonly string[], statuses: Statuses): string {
  const active = statuses.filter(({ isActive }) => isActive);
  const example = JSON.stringify(byMeaning('in-progress', active)?.name ?? '…');
  const lines = names.map((name) => `${JSON.stringify(name)}: ${example}`);
  const there = active.map(({ name }) => name).join(', ');
  return `Say in the mapping file executionStatus: { ${lines.join(', ')} }, or { "*": ${example} } for every such status. The target has ${there}.`;
}
