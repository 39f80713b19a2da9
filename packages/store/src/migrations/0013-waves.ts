import { type Kysely, sql } from 'kysely';

/** Adds waves: many migrations, a few at a time. An item has a run, or an outcome without a run, or it waits for its turn. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table waves (
    id text primary key, name text not null, phases text not null, at_once integer not null, skipped text not null,
    created_at text not null)`.execute(db);
  await sql`create table wave_items (
    wave_id text not null references waves(id), position integer not null,
    migration_id text not null references migration_state(id), run_id text references runs(id), unrun text, why text,
    primary key (wave_id, position))`.execute(db);
  await sql`create index wave_items_waiting on wave_items (wave_id, position)
    where run_id is null and unrun is null`.execute(db);
}
