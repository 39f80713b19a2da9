import { withDetails } from './html.ts';
import { inParallel } from './in-parallel.ts';
import type { Folders } from './migrate-folders.ts';
import type { Scope } from './migrate-project.ts';
import type { Made, Place } from './qtest-api.ts';
import type { Cycle } from './zephyr-records.ts';

/** The suite of a cycle, and the time that stands in for executions of it without an end. */
export type Suite = { readonly place: Place; readonly standIn: string | null };
export type Suites = ReadonlyMap<number, Suite>;

/** A cycle becomes a suite. Files on cycles have no place on the target; they are looked for, as the product does. */
export async function migrateCycles(
  scope: Scope,
  cycles: readonly Cycle[],
  folders: Folders,
): Promise<Suites> {
  const { zephyr, attachments } = scope;
  const made = await inParallel(cycles, async (cycle) => {
    if (attachments) await zephyr.files(`/testcycles/${cycle.key}`);
    return [cycle.id, await migrateCycle(scope, cycle, folders)] as const;
  });
  return new Map(made);
}

async function migrateCycle({ qtest, names, fields }: Scope, cycle: Cycle, folders: Folders): Promise<Suite> {
  const { property } = fields['test-suites'];
  const { plannedStartDate, plannedEndDate } = cycle;
  const details = {
    Status: names.cycleStatuses.get(cycle.status?.id ?? 0)?.name,
    'Planned start': plannedStartDate,
    'Planned end': plannedEndDate,
    ...cycle.customFields,
  };
  const properties = [
    ...property('Zephyr key', cycle.key),
    ...property('Description', withDetails(cycle.description, details, cycle.key)),
  ];
  const place = folders.cycleOf(cycle.folder?.id);
  const { id } = await qtest.send<Made>('POST', '/test-suites', { name: cycle.name, properties }, place);
  return { place: { parentId: id, parentType: 'test-suite' }, standIn: plannedEndDate ?? plannedStartDate };
}
