import type { Draft, EntityType, LedgerEntry, RecordFailure } from '@z2q/contracts';
import { HttpError } from '@z2q/http';
import {
  type BatchContext,
  type BatchOutcome,
  explainUnforeseen,
  isUnforeseen,
  PauseRunError,
  type RecordOutcome,
  RecordTroubleError,
  recordFault,
  sortOutcomes,
  toFailure,
} from '@z2q/runtime';
import {
  type Content,
  clearFailures,
  type DraftOf,
  forgetLoadedDrafts,
  type InRun,
  listDrafts,
  markRecords,
  saveContents,
  storeFailures,
  type Writer,
} from '@z2q/store';
import { type Creator, createOnce, type Made } from './create-once.ts';
import { enterLate } from './enter-late.ts';
import { failUntransformed } from './fail-untransformed.ts';
import { mapLimited } from './map-limited.ts';
import { RecordError } from './record-error.ts';
import type { BatchRefusals, SiteWideRefusals } from './site-wide-refusals.ts';

/** The plan for one record, made before anything is sent. */
export type Loading = {
  readonly how: 'created' | 'updated' | 'unchanged';
  /** Objects to create for the record, one after another. */
  readonly creations: readonly Creator[];
  /** Does the rest, once they are created. */
  readonly finish: (made: readonly Made[]) => Promise<Loaded>;
};

export type Loaded = {
  /** What to note in the id map. */
  readonly content: Content;
  /** Ledger entries that depend on the target as it really is. */
  readonly late: readonly LedgerEntry[];
  /** What was done in the end, if not what was planned. */
  readonly how?: Loading['how'];
  /** Note in the id map that an adopted object was accepted. */
  readonly isAdopted?: boolean;
};

type LoadedRecord = Loaded & Pick<Draft, 'sourceId' | 'sourceKey'> & Pick<Loading, 'how'>;
type Outcome = RecordOutcome<LoadedRecord>;
type Planned = { readonly draft: Draft; readonly loading: Loading } | { readonly failure: RecordFailure };

/**
 * Loads the drafts of a batch, several groups at once. All records are planned first, so that it is known
 * what the batch will create. A record that the target refuses fails by itself. After any other error, and
 * when a record is in doubt, no further record is begun, and the batch is handed back once those under way
 * are over. The results of loaded records are written in one transaction with counts and ledger, also in that
 * case.
 */
export async function loadEach<D extends Draft>(
  context: BatchContext,
  { limit, refusals }: { readonly limit: number; readonly refusals: SiteWideRefusals },
  type: EntityType,
  groups: readonly (readonly DraftOf<D>[])[],
  plan: (stored: DraftOf<D>) => Loading,
): Promise<BatchOutcome> {
  const drafted = new Set(groups.flatMap((group) => group.map(({ draft }) => draft.sourceId)));
  const untransformed = await failUntransformed(context, type, drafted);
  const unfit = new Set(untransformed.map((failure) => failure.sourceId));
  const planned = groups.map((group) =>
    group.filter(({ draft }) => !unfit.has(draft.sourceId)).map((stored) => planOne(stored, plan)),
  );
  const troubles: Trouble[] = [];
  const told = refusals.begin(context, type);
  const outcomes = await mapLimited(planned, limit, async (group) => {
    const results: Outcome[] = [];
    for (const record of group) {
      if (troubles.length > 0) break;
      results.push(...(await loadOne({ context, type, told }, record, troubles)));
    }
    return results;
  });
  const failed = untransformed.map((failure) => ({ failure }));
  const sorted = sortOutcomes([...outcomes.flat(), ...failed]);
  if (troubles.length > 0) {
    const trouble = worst(troubles);
    // When the site refuses all records, the first are not at fault: they are tried again with the others.
    const settled = trouble instanceof PauseRunError ? { ...sorted, failures: [] } : sorted;
    await context.store.write(async (tx) => {
      await context.confirmLease(tx);
      await commitLoaded(tx, context, type, settled);
    });
    throw trouble;
  }
  return {
    commit: (tx) => commitLoaded(tx, context, type, sorted),
  };
}

function planOne<D extends Draft>(stored: DraftOf<D>, plan: (stored: DraftOf<D>) => Loading): Planned {
  const { draft } = stored;
  try {
    return { draft, loading: plan(stored) };
  } catch (error) {
    const failure = faultOf(draft, error);
    if (!failure) throw error;
    return { failure };
  }
}

/** An error that is not the record's fault is added to `troubles`. */
async function loadOne(
  { context, type, told }: LoadingScope,
  planned: Planned,
  troubles: Trouble[],
): Promise<readonly Outcome[]> {
  if ('failure' in planned) return [planned];
  const { draft, loading } = planned;
  const { sourceId, sourceKey } = draft;
  try {
    const made: Made[] = [];
    for (const creator of loading.creations) made.push(await createOnce(context, creator, made.at(-1)));
    const done = { sourceId, sourceKey, how: loading.how, ...(await loading.finish(made)) };
    if (done.how === 'updated') await noteUpdated(context, type, sourceId);
    told.accepted();
    return [{ done }];
  } catch (error) {
    return failOne(told, draft, error, troubles);
  }
}

type LoadingScope = {
  readonly context: BatchContext;
  readonly type: EntityType;
  readonly told: BatchRefusals;
};

/**
 * Notes the update before the batch is done, so that it is counted. An object that was created is counted by
 * its id already.
 */
const noteUpdated = (
  { store, confirmLease }: BatchContext,
  type: EntityType,
  sourceId: string,
): Promise<void> =>
  store.write(async (tx) => {
    await confirmLease(tx);
    await markRecords(tx, type, 'updated', [sourceId]);
  });

function failOne(told: BatchRefusals, draft: Draft, error: unknown, troubles: Trouble[]): readonly Outcome[] {
  const { sourceId } = draft;
  const failure = faultOf(draft, error);
  if (!failure) {
    troubles.push({ sourceId, error });
    return [];
  }
  try {
    told.refused(error);
    return [{ failure }];
  } catch (siteWide) {
    troubles.push({ sourceId, error: siteWide });
    return [];
  }
}

/** An error that is not, or not yet, the fault of a record, and the record at which it happened. */
type Trouble = { readonly sourceId: string; readonly error: unknown };

function worst(troubles: readonly Trouble[]): unknown {
  const trouble =
    troubles.find(({ error }) => error instanceof PauseRunError) ??
    troubles.find(({ error }) => error instanceof HttpError && error.recovery !== 'in-doubt') ??
    troubles[0];
  if (!(trouble?.error instanceof HttpError)) return trouble?.error;
  return new RecordTroubleError(trouble.sourceId, trouble.error);
}

function faultOf(draft: Draft, error: unknown): RecordFailure | undefined {
  if (error instanceof RecordError) return toFailure(draft, error.code, error.message);
  if (isUnforeseen(error)) return toFailure(draft, 'target_error', explainUnforeseen(error));
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

/** Drafts of a batch, each in a group of its own. Ids without a draft are reported by `failUntransformed`. */
export async function getSingleDrafts<D extends Draft>(
  { batch, store }: BatchContext,
  type: EntityType,
): Promise<readonly (readonly DraftOf<D>[])[]> {
  return (await listDrafts<D>(store.read, type, batch.ids)).map((draft) => [draft]);
}

type Sorted = { readonly done: readonly LoadedRecord[]; readonly failures: readonly RecordFailure[] };

async function commitLoaded(
  tx: InRun<Writer>,
  { now }: BatchContext,
  type: EntityType,
  { done, failures }: Sorted,
): Promise<void> {
  const written = done.filter(({ how, isAdopted }) => how !== 'unchanged' || isAdopted);
  await saveContents(tx, type, written);
  await forgetLoadedDrafts(tx, type, idsOf(written));
  await clearFailures(tx, 'load', type, idsOf(done));
  await enterLate(tx, type, done);
  for (const [how, loaded] of Map.groupBy(done, (record) => record.how))
    await markRecords(tx, type, how, idsOf(loaded));
  await markRecords(tx, type, 'loaded', idsOf(done));
  const at = { phase: 'load', entityType: type, now: now().toISOString() } as const;
  await storeFailures(tx, { ...at, failures });
  const conflicts = failures.filter(({ code }) => code === 'conflict_on_target');
  await markRecords(tx, type, 'conflict', idsOf(conflicts));
}

const idsOf = (records: readonly { readonly sourceId: string }[]) => records.map(({ sourceId }) => sourceId);
