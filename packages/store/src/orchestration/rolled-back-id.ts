import type { EntityType, MappedType } from '@z2q/contracts';
import type { InRun } from '../in-run.ts';
import type { Reader } from '../store.ts';
import { getMapped, listMappedByParent } from '../tables/id-map.ts';
import { listRecordNames, type RecordName } from '../tables/records.ts';

/** A batch of a rollback names records by source id. Containers and test runs are no records; their ids have a prefix. */
export type RolledBackId = {
  readonly id: string;
  readonly mappedType: MappedType;
  readonly sourceId: string;
};

const PREFIXES = { 'container/': 'container', 'run/': 'test_run' } as const;

export function readRolledBackId(id: string, type: EntityType): RolledBackId {
  for (const [prefix, mappedType] of Object.entries(PREFIXES))
    if (id.startsWith(prefix)) return { id, mappedType, sourceId: id.slice(prefix.length) };
  return { id, mappedType: type, sourceId: id };
}

/**
 * Names under which a rollback reports objects that stay. A test run is reported by its executions, since executions
 * are what the run counts.
 */
export async function listRolledBackNames(
  db: InRun<Reader>,
  type: EntityType,
  ids: readonly string[],
): Promise<readonly RecordName[]> {
  const read = ids.map((id) => readRolledBackId(id, type));
  const runKeys = read.flatMap(({ mappedType, sourceId }) => (mappedType === 'test_run' ? [sourceId] : []));
  const runs = await getMapped(db, 'test_run', runKeys);
  const runIds = [...runs.values()].flatMap((run) => run.targetId ?? []);
  const executions = await listMappedByParent(db, 'test_execution', runIds);
  const others = read.filter(({ mappedType }) => mappedType !== 'test_run').map(({ id }) => id);
  const names = await listRecordNames(db, type, others);
  return [...names, ...executions.map(({ sourceId, sourceKey }) => ({ sourceId, sourceKey }))];
}
