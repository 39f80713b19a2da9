import type { Draft, EntityType, LedgerEntry, RecordFailure } from '@z2q/contracts';
import { HttpError } from '@z2q/http';
import {
  type BatchContext,
  type BatchOutcome,
  type RecordOutcome,
  recordFault,
  sortOutcomes,
  toFailure,
} from '@z2q/runtime';
import {
  addLateEntries,
  clearFailures,
  getDrafts,
  markRecords,
  type StoredDraft,
  storeFailures,
} from '@z2q/store';
import { failUntransformed } from './fail-untransformed.ts';
import { mapLimited } from './map-limited.ts';

export type Loaded = {
  readonly sourceId: string;
  readonly sourceKey: string;
  readonly how: 'created' | 'updated' | 'unchanged';
  /** What only loading could find out about its fields. */
  readonly late: readonly LedgerEntry[];
};

/** A record whose parent or owner did not arrive; it is tried again together with that one. */
export class DependencyError extends Error {
  override readonly name = 'DependencyError';
}

/** A loaded record changed in the source, and this release has no way to change it on the target. */
export class UpdateUnsupportedError extends Error {
  override readonly name = 'UpdateUnsupportedError';
}

export type DraftOf<D extends Draft> = StoredDraft & { readonly draft: D };

/**
 * Loads the drafts of a batch, some at once. A record that the target refuses fails by itself; a record in doubt leaves
 * the others to finish, and then the batch comes back to look for it.
 */
export async function loadEach<D extends Draft>(
  context: BatchContext,
  limit: number,
  type: EntityType,
  groups: readonly (readonly DraftOf<D>[])[],
  load: (draft: DraftOf<D>) => Promise<Loaded>,
): Promise<BatchOutcome> {
  const drafted = new Set(groups.flatMap((group) => group.map(({ draft }) => draft.sourceId)));
  const untransformed = await failUntransformed(context, type, drafted);
  const unfit = new Set(untransformed.map((failure) => failure.sourceId));
  const troubles: unknown[] = [];
  const loadOne = async (stored: DraftOf<D>): Promise<readonly RecordOutcome<Loaded>[]> => {
    try {
      return [{ done: await load(stored) }];
    } catch (error) {
      const failure = faultOf(stored.draft, error);
      if (failure) return [{ failure }];
      troubles.push(error);
      return [];
    }
  };
  const outcomes = await mapLimited(groups, limit, async (group) => {
    const results: RecordOutcome<Loaded>[] = [];
    for (const stored of group.filter(({ draft }) => !unfit.has(draft.sourceId))) {
      if (troubles.length > 0) break;
      results.push(...(await loadOne(stored)));
    }
    return results;
  });
  if (troubles.length > 0) throw worst(troubles);
  const failed = untransformed.map((failure) => ({ failure }));
  return finishLoad(context, type, sortOutcomes([...outcomes.flat(), ...failed]));
}

const worst = (troubles: readonly unknown[]): unknown =>
  troubles.find((trouble) => trouble instanceof HttpError && trouble.recovery !== 'in-doubt') ?? troubles[0];

function faultOf(draft: Draft, error: unknown): RecordFailure | undefined {
  if (error instanceof DependencyError) return toFailure(draft, 'dependency_failed', error.message);
  if (error instanceof UpdateUnsupportedError) return toFailure(draft, 'update_unsupported', error.message);
  if (!(error instanceof HttpError)) return undefined;
  if (error.recovery !== 'give-up' || error.code === 'unauthorized' || error.code === 'forbidden')
    return undefined;
  const { code, message } = recordFault(error, {
    refused: 'target_refused',
    not_found: 'target_refused',
    too_large: 'target_too_large',
  });
  return toFailure(draft, code, message);
}

/** Drafts of a batch, each a group of its own. Ids without a draft are told by `failUntransformed`. */
export async function getSingleDrafts<D extends Draft>(
  { batch, migration, store }: BatchContext,
  type: EntityType,
): Promise<readonly (readonly DraftOf<D>[])[]> {
  return (await getDrafts<D>(store.read, migration.id, type, batch.ids)).map((draft) => [draft]);
}

function finishLoad(
  context: BatchContext,
  type: EntityType,
  { done, failures }: { readonly done: readonly Loaded[]; readonly failures: readonly RecordFailure[] },
): BatchOutcome {
  const { batch, migration, now } = context;
  const ids = done.map((loaded) => loaded.sourceId);
  return {
    commit: async (tx) => {
      await addLateEntries(
        tx,
        migration.id,
        type,
        done.filter((loaded) => loaded.late.length > 0),
      );
      await clearFailures(tx, batch.runId, 'load', type, ids);
      for (const [how, loaded] of Map.groupBy(done, (record) => record.how))
        await markRecords(
          tx,
          batch.runId,
          type,
          how,
          loaded.map((record) => record.sourceId),
        );
      await markRecords(tx, batch.runId, type, 'loaded', ids);
      await storeFailures(tx, {
        runId: batch.runId,
        phase: 'load',
        entityType: type,
        failures,
        now: now().toISOString(),
      });
      return [];
    },
  };
}
