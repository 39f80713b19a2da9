import type { StagePhase } from '@z2q/contracts';
import { databaseFile } from '@z2q/store';
import { waitFor } from '@z2q/test-kit';
import { type OpenDatabase, openDatabase } from './open-database.ts';
import type { Scenario } from './open-scenario.ts';

export type BatchKey = {
  readonly runId: string;
  readonly phase: string;
  readonly entityType: string;
  readonly batch: number;
};

/** A batch as stored. */
export type StoredBatch = BatchKey & {
  readonly state: 'pending' | 'active' | 'done';
  readonly attempts: number;
  /** Begins with the name of the service; null: no worker has the batch. */
  readonly leaseOwner: string | null;
};

export type InHand = {
  readonly runId: string;
  readonly phase: StagePhase;
  readonly entityType?: string;
  /** An additional condition, such as a request that waits for its answer. */
  readonly isReady?: () => boolean;
};

const COLUMNS = `run_id as runId, phase, entity_type as entityType, batch, state, attempts, lease_owner as leaseOwner`;

/**
 * Calls `act` while a worker has a batch of records in hand. Meanwhile it holds the store's write lock, so
 * the batch cannot be finished.
 * @returns the batch.
 */
export async function whileInHand(
  scenario: Scenario,
  { runId, phase, entityType, isReady = () => true }: InHand,
  act: () => Promise<unknown>,
): Promise<StoredBatch> {
  using database = openFile(scenario.stack.dataDir);
  const active = database.prepare(
    `select ${COLUMNS} from entity_batch_state
    where run_id = ? and phase = ? and entity_type = coalesce(?, entity_type) and state = 'active' and size > 0`,
  );
  const findActive = (): StoredBatch | undefined =>
    active.get(runId, phase, entityType ?? null) as StoredBatch | undefined;
  const holdIfActive = (): StoredBatch | undefined => {
    // Looking takes no lock, so that no worker is held up.
    if (!isReady() || !findActive()) return undefined;
    // Throws while another process writes.
    database.exec('begin immediate');
    const batch = isReady() ? findActive() : undefined;
    if (!batch) database.exec('rollback');
    return batch;
  };
  const batch = await waitFor(holdIfActive, {
    what: `a batch of ${phase} in hand`,
    timeoutMs: 60_000,
    everyMs: 2,
  });
  try {
    await act();
  } finally {
    database.exec('rollback');
  }
  return batch;
}

export function findBatch(
  scenario: Scenario,
  { runId, phase, entityType, batch }: BatchKey,
): StoredBatch | undefined {
  using database = openFile(scenario.stack.dataDir);
  return database
    .prepare(
      `select ${COLUMNS} from entity_batch_state where run_id = ? and phase = ? and entity_type = ? and batch = ?`,
    )
    .get(runId, phase, entityType, batch) as StoredBatch | undefined;
}

/**
 * Ends the waiting times of a run: those of its batches, and its pause.
 * @returns the milliseconds that were left of the pause; 0 without one.
 */
export async function endWaits(dataDir: string, runId: string, now = Date.now()): Promise<number> {
  using database = openFile(dataDir);
  const update = (statement: string): unknown => database.prepare(statement).run(now, runId);
  const end = (): { readonly restMs: number } => {
    const run = database.prepare('select resume_at from runs where id = ?').get(runId);
    update(`update entity_batch_state set not_before = ? where run_id = ? and state = 'pending'`);
    update('update runs set resume_at = ? where id = ? and resume_at is not null');
    return { restMs: Number(run?.resume_at ?? now) - now };
  };
  return (await waitFor(end, { what: 'the store to be free' })).restMs;
}

const openFile = (dataDir: string): OpenDatabase => openDatabase(databaseFile(dataDir));
