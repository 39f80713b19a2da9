import { type Kysely, sql } from 'kysely';

/** Reasons are codes with parameters; sentences are made where they are shown. What was kept as a sentence is made anew by transforming. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`drop table loss_ledger`.execute(db);
  await sql`create table loss_ledger (
    migration_id text not null, entity_type text not null, source_id text not null, source_key text, field text not null,
    outcome text not null, code text not null, params text, before text, after text,
    primary key (migration_id, entity_type, source_id, field))`.execute(db);
}
