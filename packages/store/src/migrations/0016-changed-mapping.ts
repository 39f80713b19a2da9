import { type Kysely, sql } from 'kysely';

/** Adds the mapping that a run transformed its records with, and the mapping that each execution was transformed with. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table runs add column mapping_hash text`.execute(db);
  await sql`create table qtest_execution_mappings (
    migration_id text not null, source_id text not null, mapping_hash text not null,
    primary key (migration_id, source_id))`.execute(db);
}
