import { type Kysely, sql } from 'kysely';

/**
 * Adds the survey of what the target will offer, read before records are transformed. A ledger line gets the outcome it
 * replaces (`instead`), a ledger record the hash of what was entered about the target (`late`).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table qtest_surveys (
    migration_id text primary key, run_id text not null, read_at text not null, may_add text not null, statuses text not null,
    fields text not null, additions text not null)`.execute(db);
  await sql`alter table loss_ledger add column instead text`.execute(db);
  await sql`alter table ledger_records add column late text`.execute(db);
  // Runs of earlier releases have no survey and go on without one.
  await sql`insert into run_stages (run_id, phase, entity_type, state, batches_total, batches_done)
    select run_id, 'transform', 'project', 'done', 0, 0 from run_stages
    where phase = 'transform' and entity_type = 'folder'`.execute(db);
}
