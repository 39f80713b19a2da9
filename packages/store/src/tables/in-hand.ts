import { EntityType, type StagePhase } from '@z2q/contracts';
import { sql } from 'kysely';
import { byIds } from '../in-chunks.ts';
import type { InRun } from '../in-run.ts';
import type { Reader } from '../store.ts';
import { bitsOf } from './records.ts';

const SETTLED = ['loaded', 'failed', 'skipped'] as const;

/** Records that are done although the batch they are in is still being loaded. */
export type InHand = { readonly created: number; readonly updated: number };

/**
 * Counts records that this run has created or updated in batches still being loaded. They count as loaded only when
 * their batch is done. Reads only the batches in hand, so the cost does not grow with the migration.
 */
export async function countInHand(db: InRun<Reader>): Promise<ReadonlyMap<EntityType, InHand>> {
  const batches = await activeOf(db)
    .select(['entity_type', 'ids'])
    .where(sql<string>`phase || ''`, '=', 'load')
    .execute();
  const idsByType = Map.groupBy(
    batches.map(({ entity_type, ids }) => ({ type: entity_type, ids: JSON.parse(ids) as readonly string[] })),
    ({ type }) => type,
  );
  const counts = new Map<EntityType, InHand>();
  for (const type of EntityType.options) {
    const ids = [...new Set((idsByType.get(type) ?? []).flatMap((batch) => batch.ids))];
    if (ids.length === 0) continue;
    counts.set(type, {
      created: await countCreated(db, type, ids),
      updated: await countUpdated(db, type, ids),
    });
  }
  return counts;
}

/** How many records the batches that are being worked on have, by phase and type. */
export type SizeInHand = {
  readonly phase: StagePhase;
  readonly entityType: EntityType;
  readonly size: number;
};

/** The sizes of the batches in hand. Like `countInHand` it reads only these. */
export async function listSizesInHand(db: InRun<Reader>): Promise<readonly SizeInHand[]> {
  const rows = await activeOf(db)
    .select((eb) => ['phase', 'entity_type', eb.fn.sum<number>('size').as('size')])
    .groupBy(['phase', 'entity_type'])
    .execute();
  return rows.flatMap(({ phase, entity_type, size }) => {
    const type = EntityType.safeParse(entity_type);
    return type.success ? [{ phase: phase as StagePhase, entityType: type.data, size: Number(size) }] : [];
  });
}

const activeOf = (db: InRun<Reader>) =>
  db
    .selectFrom('entity_batch_state')
    .where('state', '=', 'active')
    .where('lease_owner', '>', '')
    // An expression instead of the column keeps SQLite from using the index of all batches of the run.
    .where(sql<string>`run_id || ''`, '=', db.runId);

async function countUpdated(db: InRun<Reader>, type: EntityType, ids: readonly string[]): Promise<number> {
  const rows = await byIds(ids, (some) =>
    db
      .selectFrom('run_records')
      .select('source_id')
      .where('run_id', '=', db.runId)
      .where('entity_type', '=', type)
      .where('source_id', 'in', some)
      .where(sql<boolean>`progress & ${bitsOf(...SETTLED, 'updated')} = ${bitsOf('updated')}`)
      .execute(),
  );
  return rows.length;
}

async function countCreated(db: InRun<Reader>, type: EntityType, ids: readonly string[]): Promise<number> {
  const rows = await byIds(ids, (some) =>
    db
      .selectFrom('zephyr_to_qtest_id_map as mapped')
      .innerJoin('run_records as record', (join) =>
        join
          .on('record.run_id', '=', db.runId)
          .onRef('record.entity_type', '=', 'mapped.entity_type')
          .onRef('record.source_id', '=', 'mapped.source_id'),
      )
      .select('mapped.source_id')
      .where('mapped.migration_id', '=', db.migrationId)
      .where('mapped.entity_type', '=', type)
      .where('mapped.source_id', 'in', some)
      .where('mapped.state', '=', 'created')
      .where('mapped.run_id', '=', db.runId)
      .where(sql<boolean>`record.progress & ${bitsOf(...SETTLED)} = 0`)
      .execute(),
  );
  return rows.length;
}
