import { openDatabase } from '../scenario/open-database.ts';

/** Sees to it that what is due gets on. Times are those of the pipeline's clock. */
export type ProgressWatch = Disposable & {
  /**
   * @param isManned all workers are there: while one stands still, nobody may be there for what is due.
   * @throws {StuckError} when work has been due for too long while nothing of it got on.
   */
  readonly look: (what: string, isManned: boolean) => void;
  readonly longestMs: () => number;
  /** How often one batch was taken up. */
  readonly mostAttempts: () => number;
};

/** Work is due and nothing gets on, or a run does not come to its end. */
export class StuckError extends Error {
  override readonly name = 'StuckError';
}

const PATIENCE_MS = 60_000;
const LONGEST_RUN_MS = 60 * 60_000;

/** Anything that is not the renewal of a lease. */
const SIGNATURE = `select
  (select group_concat(state || pause_reason, ',') from (select state, coalesce(pause_reason, '') as pause_reason from runs order by id)) ||
  (select group_concat(state || n || '/' || tries, ',') from
    (select state, count(*) as n, sum(attempts) as tries from entity_batch_state group by state order by state)) ||
  (select group_concat(state || n || '/' || doubts, ',') from
    (select state, count(*) as n, sum(coalesce(doubt_until, 0)) as doubts from zephyr_to_qtest_id_map group by state order by state))
  as signature`;

/** What a worker with a free hand would take up; of what goes in order, the first. */
const DUE = `select count(*) as due from entity_batch_state as batch
  join runs on runs.id = batch.run_id and runs.state in ('queued', 'running')
  join run_stages as stage on stage.run_id = batch.run_id and stage.phase = batch.phase
    and stage.entity_type = batch.entity_type and stage.state = 'open'
  where ((batch.state = 'pending' and batch.not_before <= $now) or (batch.state = 'active' and batch.lease_until < $now))
    and not exists (select 1 from entity_batch_state as earlier where earlier.run_id = batch.run_id
      and earlier.phase = batch.phase and earlier.entity_type = batch.entity_type and earlier.batch < batch.batch
      and earlier.state <> 'done')`;

export function openProgressWatch(file: string, now: () => Date): ProgressWatch {
  const database = openDatabase(file, { readonly: true });
  const signature = database.prepare(SIGNATURE);
  const due = database.prepare(DUE);
  let [seen, sinceMs, dueSinceMs, longestMs] = ['', 0, 0, 0];
  return {
    look: (what, isManned) => {
      const nowMs = now().getTime();
      const current = String(signature.get()?.signature);
      if (current !== seen) [seen, sinceMs, dueSinceMs] = [current, nowMs, 0];
      if (nowMs - sinceMs > LONGEST_RUN_MS) throw new StuckError(`${what} does not come to its end`);
      if (!isManned || Number(due.get({ now: nowMs })?.due) === 0) dueSinceMs = 0;
      else dueSinceMs ||= nowMs;
      const idleMs = dueSinceMs === 0 ? 0 : nowMs - dueSinceMs;
      longestMs = Math.max(longestMs, idleMs);
      if (idleMs > PATIENCE_MS)
        throw new StuckError(`${what}: work is due, and nothing got on for ${Math.round(idleMs / 1_000)} s`);
    },
    longestMs: () => longestMs,
    mostAttempts: () =>
      Number(database.prepare('select max(attempts) as most from entity_batch_state').get()?.most),
    [Symbol.dispose]: () => database.close(),
  };
}
