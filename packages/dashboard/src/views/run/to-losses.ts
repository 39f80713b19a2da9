import type { Report } from '../../api/views.ts';

type Field = Report['ledger']['fields'][number];

/** Values with the same outcome for the same reason. */
export type Loss = {
  readonly outcome: 'dropped' | 'changed';
  readonly code: string;
  readonly reason: string;
  readonly count: number;
  readonly places: readonly Pick<Field, 'entityType' | 'field'>[];
};

/** Types that are no records: lists and settings of the project. */
const SETTINGS: ReadonlySet<Field['entityType']> = new Set(['project', 'status', 'priority', 'environment']);

/** Losses by reason: those of records before those of settings, dropped before changed, the most frequent first. */
export function toLosses({ ledger: { fields } }: Pick<Report, 'ledger'>): readonly Loss[] {
  const lines = fields.flatMap(({ entityType, field, dropped, changed }) => [
    ...dropped.map((reason) => ({ ...reason, entityType, field, outcome: 'dropped' as const })),
    ...changed.map((reason) => ({ ...reason, entityType, field, outcome: 'changed' as const })),
  ]);
  const groups = Map.groupBy(lines, ({ outcome, code, reason }) => `${outcome} ${code} ${reason}`);
  return [...groups.values()].flatMap((group) => toLoss(group)).toSorted(byWeight);
}

function toLoss(group: readonly (Omit<Loss, 'places'> & Loss['places'][number])[]): readonly Loss[] {
  const [first] = group;
  if (!first) return [];
  const { outcome, code, reason } = first;
  const count = group.reduce((sum, line) => sum + line.count, 0);
  const places = group
    .toSorted((one, other) => other.count - one.count)
    .map(({ entityType, field }) => ({ entityType, field }));
  return [{ outcome, code, reason, count, places }];
}

const isOfSettings = ({ places }: Loss): boolean =>
  places.every(({ entityType }) => SETTINGS.has(entityType));

function byWeight(one: Loss, other: Loss): number {
  const settings = Number(isOfSettings(one)) - Number(isOfSettings(other));
  return settings || other.outcome.localeCompare(one.outcome) || other.count - one.count;
}
