import type { MappingFile, TargetStatus } from '@z2q/contracts';
import { mappedStatus, meaningOf, plainName, REST, synonymsOf } from './status-meaning.ts';

/** What a step says that has no result, in a log that has none either. */
export const UNEXECUTED_STATUS = 'Unexecuted';

/**
 * How a status of the source found its counterpart: `mapping` names it; its own `name` is there; another name of the same `meaning` is;
 * `rest`: the mapping's `*`; `new-run`: not executed, and that is what a new run has, or what is in progress; `none-given`: Zephyr gives none.
 * `nothing`: it has no counterpart, so its record is not loaded; the status is what earlier releases had stand in.
 */
export type StatusMatch = {
  readonly id: number;
  readonly name: string;
  readonly by: 'mapping' | 'name' | 'meaning' | 'rest' | 'new-run' | 'none-given' | 'nothing';
};

type Statuses = readonly TargetStatus[];

/** The active status of the target that a status of the source becomes. Throws when the target has no active status. */
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

/** Zephyr gives none: somebody has begun, and what came of it is not known. */
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

/** The default is what a run shows before anybody has run it; one that is called a result is not taken at that. */
function ofNewRun(active: Statuses): TargetStatus | undefined {
  const own = active.find(({ isDefault }) => isDefault);
  const meaning = meaningOf(own?.name ?? '');
  const isOpen = own !== undefined && (meaning === undefined || meaning === 'in-progress');
  return isOpen ? own : byMeaning('in-progress', active);
}

/** The names that both products come with for one and the same status. */
const ONE_STATUS: Readonly<Record<string, string>> = {
  pass: 'passed',
  fail: 'failed',
  inprogress: 'incomplete',
  notexecuted: 'unexecuted',
};

/** Whether nothing of what a status says is changed: its name is the same, or the one that the other product has for it. */
export function isSameStatus(source: string, target: string): boolean {
  const [from, to] = [plainName(source), plainName(target)];
  return from === to || (Object.hasOwn(ONE_STATUS, from) && ONE_STATUS[from] === to);
}

/** What to add to the mapping file for statuses that have no counterpart, for people to read. */
export function explainUnmapped(names: readonly string[], statuses: Statuses): string {
  const active = statuses.filter(({ isActive }) => isActive);
  const example = JSON.stringify(byMeaning('in-progress', active)?.name ?? '…');
  const lines = names.map((name) => `${JSON.stringify(name)}: ${example}`);
  const there = active.map(({ name }) => name).join(', ');
  return `Say in the mapping file executionStatus: { ${lines.join(', ')} }, or { "*": ${example} } for every such status. The target has ${there}.`;
}
