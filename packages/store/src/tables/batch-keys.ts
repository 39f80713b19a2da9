import type { BatchJob, EntityType } from '@z2q/contracts';
import { byIds } from '../in-chunks.ts';
import type { Reader } from '../store.ts';

/** Types whose records have keys in Zephyr. A folder is known by its path and a file by its name, which are texts. */
const KEYED: readonly string[] = [
  'test_case',
  'test_cycle',
  'test_plan',
  'test_execution',
] satisfies readonly EntityType[];

/**
 * Keys of the records in each of the batches, in the order of the batches; null for a record that has none. Reads only
 * those batches and their records.
 */
export async function listBatchKeys(
  db: Reader,
  batches: readonly BatchJob[],
): Promise<readonly (readonly (string | null)[])[]> {
  const found = new Map<string, readonly (string | null)[]>();
  const stages = Map.groupBy(
    batches.filter(({ entityType }) => KEYED.includes(entityType)),
    ({ runId, phase, entityType }) => `${runId} ${phase} ${entityType}`,
  );
  for (const some of stages.values()) for (const [job, keys] of await keysIn(db, some)) found.set(job, keys);
  return batches.map((batch) => found.get(nameOf(batch)) ?? []);
}

const nameOf = ({ runId, phase, entityType, batch }: BatchJob): string =>
  `${runId} ${phase} ${entityType} ${batch}`;

/** Of batches of one stage. */
async function keysIn(db: Reader, batches: readonly BatchJob[]) {
  const [first] = batches;
  if (!first) return [];
  const { runId, phase, entityType } = first;
  const rows = await db
    .selectFrom('entity_batch_state')
    .select(['batch', 'ids'])
    .where('run_id', '=', runId)
    .where('phase', '=', phase)
    .where('entity_type', '=', entityType)
    .where('kind', '=', 'records')
    .where(
      'batch',
      'in',
      batches.map(({ batch }) => batch),
    )
    .execute();
  const idsOf = new Map(rows.map((row) => [row.batch, JSON.parse(row.ids) as string[]]));
  const records = await byIds([...idsOf.values()].flat(), (some) =>
    db
      .selectFrom('run_records')
      .select(['source_id', 'source_key'])
      .where('run_id', '=', runId)
      .where('entity_type', '=', entityType)
      .where('source_id', 'in', some)
      .execute(),
  );
  const keyOf = new Map(records.map((row) => [row.source_id, row.source_key]));
  return [...idsOf].map(
    ([batch, ids]) => [nameOf({ ...first, batch }), ids.map((id) => keyOf.get(id) ?? null)] as const,
  );
}
