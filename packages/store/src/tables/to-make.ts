import type { EntityType, PlannedKind } from '@z2q/contracts';
import { sql } from 'kysely';
import type { InRun } from '../in-run.ts';
import type { Reader } from '../store.ts';
import { DRAFT_TABLES } from './drafts.ts';
import { REMOVED } from './id-map.ts';
import { bitsOf } from './records.ts';

const KINDS: readonly (readonly [kind: PlannedKind, type: EntityType, isOfKind: string | null])[] = [
  ['module', 'folder', '{"type":"module"%'],
  ['test_case', 'test_case', null],
  ['test_cycle', 'folder', '{"type":"cycle-folder"%'],
  ['test_suite', 'test_cycle', null],
  ['release', 'test_plan', null],
  ['file', 'attachment', null],
];
/** Matches drafts without a test log. A text value cannot match, since JSON escapes its quotes. */
const WITHOUT_LOG = '%"log":null%';

export type ToMake = { readonly kind: PlannedKind; readonly count: number };

/** How many objects of each kind the run's drafts will create on the target. */
export async function countToMake(db: InRun<Reader>): Promise<readonly ToMake[]> {
  const counts: ToMake[] = [];
  for (const [kind, type, like] of KINDS)
    counts.push({ kind, count: await countDrafts(db, type, like === null ? null : { like }) });
  const logs = await countDrafts(db, 'test_execution', { notLike: WITHOUT_LOG });
  return [...counts, { kind: 'test_run', count: await countRuns(db) }, { kind: 'test_log', count: logs }];
}

type Filter = { readonly like: string } | { readonly notLike: string };

async function countDrafts(db: InRun<Reader>, type: EntityType, filter: Filter | null): Promise<number> {
  const { count } = await db
    .selectFrom('run_records as record')
    .innerJoin(`${DRAFT_TABLES[type]} as drafted`, (join) =>
      join
        .onRef('drafted.source_id', '=', 'record.source_id')
        .on('drafted.migration_id', '=', db.migrationId),
    )
    .leftJoin('zephyr_to_qtest_id_map as mapped', (join) =>
      join
        .onRef('mapped.source_id', '=', 'record.source_id')
        .on('mapped.migration_id', '=', db.migrationId)
        .on('mapped.entity_type', '=', type)
        .on('mapped.state', '<>', REMOVED),
    )
    .select((eb) => eb.fn.countAll().as('count'))
    .where('record.run_id', '=', db.runId)
    .where('record.entity_type', '=', type)
    .where(sql<boolean>`record.progress & ${bitsOf('transformed')} <> 0`)
    .where('mapped.source_id', 'is', null)
    .$if(filter !== null && 'like' in filter, (query) =>
      query.where('drafted.draft', 'like', filter !== null && 'like' in filter ? filter.like : ''),
    )
    .$if(filter !== null && 'notLike' in filter, (query) =>
      query.where('drafted.draft', 'not like', filter !== null && 'notLike' in filter ? filter.notLike : ''),
    )
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Test runs that executions of the migration will share and that are not on the target yet. */
async function countRuns(db: InRun<Reader>): Promise<number> {
  const { count } = await db
    .selectFrom('qtest_test_runs as run')
    .leftJoin('zephyr_to_qtest_id_map as mapped', (join) =>
      join
        .onRef('mapped.source_id', '=', 'run.run_key')
        .on('mapped.migration_id', '=', db.migrationId)
        .on('mapped.entity_type', '=', 'test_run')
        .on('mapped.state', '<>', REMOVED),
    )
    .select((eb) => eb.fn.countAll().as('count'))
    .where('run.migration_id', '=', db.migrationId)
    .where('mapped.source_id', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}
