import { type Kysely, sql } from 'kysely';

/**
 * Adds the measures of a run (what it cost, what it recovered from), and since when a paused run has its present pause
 * reason.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table run_measures (
    run_id text not null references runs(id), measure text not null, name text not null, value integer not null,
    primary key (run_id, measure, name))`.execute(db);
  await sql`alter table runs add column reason_since integer`.execute(db);
}
