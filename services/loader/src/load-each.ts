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
  type Content,
  clearFailures,
  type DraftOf,
  forgetLoadedDrafts,
  getDrafts,
  markRecords,
  saveContent,
  storeFailures,
  type Writer,
} from '@z2q/store';
import { failUntransformed } from './fail-untransformed.ts';
import { mapLimited } from './map-limited.ts';

export type Loaded = {
  readonly sourceId: string;
  readonly sourceKey: string;
  readonly how: 'created' | 'updated' | 'unchanged';
  readonly content: Content;
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

/** Somebody has edited the object on the target since it was loaded, and the record has changed in the source too. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
}

/**
 * Loads the drafts of a batch, some at once. A record that the target refuses fails by itself; a record in doubt leaves
 * the others to finish, and then the batch comes back to look for it. What is known of a record that got through is
 * written in one transaction with its counts and ledger, also of those beside one that did not.
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
  const failed = untransformed.map((failure) => ({ failure }));
  const sorted = sortOutcomes([...outcomes.flat(), ...failed]);
  if (troubles.length > 0) {
    await context.store.write(async (tx) => {
      await context.confirmLease(tx);
      await commitLoaded(tx, context, type, sorted);
    });
    throw worst(troubles);
  }
  return {
    commit: async (tx) => {
      await commitLoaded(tx, context, type, sorted);
      return [];
    },
  };
}

const worst = (troubles: readonly unknown[]): unknown =>
  troubles.find((trouble) => trouble instanceof HttpError && trouble.recovery !== 'in-doubt') ?? troubles[0];

function faultOf(draft: Draft, error: unknown): RecordFailure | undefined {
  if (error instanceof DependencyError) return toFailure(draft, 'dependency_failed', error.message);
  if (error instanceof ConflictError) return toFailure(draft, 'conflict_on_target', error.message);
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

type Sorted = { readonly done: readonly Loaded[]; readonly failures: readonly RecordFailure[] };

async function commitLoaded(
  tx: Writer,
  { batch, migration, now }: BatchContext,
  type: EntityType,
  { done, failures }: Sorted,
): Promise<void> {
  const { runId } = batch;
  const written = done.filter(({ how }) => how !== 'unchanged');
  for (const { sourceId, content } of written) await saveContent(tx, migration.id, type, sourceId, content);
  await forgetLoadedDrafts(tx, migration.id, type, idsOf(written));
  const late = done.filter((loaded) => loaded.late.length > 0);
  await addLateEntries(tx, migration.id, type, late);
  await clearFailures(tx, runId, 'load', type, idsOf(done));
  for (const [how, loaded] of Map.groupBy(done, (record) => record.how))
    await markRecords(tx, runId, type, how, idsOf(loaded));
  await markRecords(tx, runId, type, 'loaded', idsOf(done));
  const at = { runId, phase: 'load', entityType: type, now: now().toISOString() } as const;
  await storeFailures(tx, { ...at, failures });
  const conflicts = failures.filter(({ code }) => code === 'conflict_on_target');
  await markRecords(tx, runId, type, 'conflict', idsOf(conflicts));
}

const idsOf = (records: readonly { readonly sourceId: string }[]) => records.map(({ sourceId }) => sourceId);
