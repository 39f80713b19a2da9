import { type Kysely, sql } from 'kysely';

/**
 * Rebuilds the ledger by value: a line for each changed or dropped value, with a code as the reason; a tally for each
 * record; and counts by place, outcome and code. The old sentences about fields are dropped: extracting and
 * transforming fill the ledger again.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`drop table loss_ledger`.execute(db);
  await sql`drop table ledger_sums`.execute(db);
  await sql`create table loss_ledger (
    migration_id text not null, entity_type text not null, source_id text not null, source_key text, path text not null,
    pattern text not null, outcome text not null, code text not null, params text, before text, after text,
    primary key (migration_id, entity_type, source_id, path))`.execute(db);
  await sql`create index loss_ledger_by_code on loss_ledger (migration_id, code, entity_type, source_id, path)`.execute(
    db,
  );
  await sql`create index loss_ledger_by_key on loss_ledger (migration_id, source_key)`.execute(db);
  await sql`create index loss_ledger_dropped on loss_ledger (migration_id, entity_type, source_id, path)
    where outcome = 'dropped'`.execute(db);
  await sql`create table ledger_records (
    migration_id text not null, entity_type text not null, source_id text not null, received integer not null default 0,
    tally text, carried integer not null default 0, is_read_back integer not null default 0,
    primary key (migration_id, entity_type, source_id))`.execute(db);
  await sql`create index ledger_records_open on ledger_records (migration_id, entity_type, received)
    where tally is null`.execute(db);
  await sql`create table ledger_counts (
    migration_id text not null, entity_type text not null, id integer not null, pattern text not null, outcome text not null,
    code text, params text, count integer not null, examples text not null,
    primary key (migration_id, entity_type, id))`.execute(db);
  await sql`create table ledger_sums (
    migration_id text not null, entity_type text not null, received integer not null, read_back integer not null,
    primary key (migration_id, entity_type))`.execute(db);
  await sql`alter table zephyr_attachments add column raw text`.execute(db);
}
