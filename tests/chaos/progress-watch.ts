import { openDatabase } from '../scenario/open-database.ts';

/** Checks that due work makes progress. Times are those of the pipeline's clock. */
export type ProgressWatch = Disposable & {
  /**
   * @param isManned no worker is frozen: without this, nobody may be there for the work that is due.
   * @throws {StuckError} when work has been due for too long without progress, or a run has not changed for
   * an hour.
   */
  readonly look: (what: string, isManned: boolean) => void;
  readonly longestMs: () => number;
  /** Most attempts of one batch. */
  readonly mostAttempts: () => number;
};

/** Work is due and nothing progresses, or a run does not end. */
export class StuckError extends Error {
  override readonly name = 'StuckError';
}

const PATIENCE_MS = 60_000;
const LONGEST_RUN_MS = 60 * 60_000;

/** Changes with every progress of runs, batches and intents, and not when a lease is renewed. */
const SIGNATURE = `select
  (select group_concat(state || pause_reason, ',') from (select state, coalesce(pause_reason, '') as pause_reason from runs order by id)) ||
  (select group_concat(state || n || '/' || tries, ',') from
    (select state, count(*) as n, sum(attempts) as tries from entity_batch_state group by state order by state)) ||
  (select group_concat(state || n || '/' || doubts, ',') from
    (select state, count(*) as n, sum(coalesce(doubt_until, 0)) as doubts from zephyr_to_qtest_id_map group by state order by state))
  as signature`;

/**
 * Counts the batches that a free worker could take up. Of each stage only the first unfinished batch is
 * considered: in a sequential stage no other can be taken up.
 */
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
