import { setImmediate } from 'node:timers/promises';
import {
  contentHash,
  type Draft,
  type EntityType,
  type RecordFailure,
  type Transformed,
} from '@z2q/contracts';
import { type Answer, accountFor, hashLate } from '@z2q/ledger';
import { type BatchContext, type BatchOutcome, toFailure } from '@z2q/runtime';
import {
  clearFailures,
  type InRun,
  markRecords,
  type RecordAccount,
  saveAccounts,
  saveDrafts,
  skipRecords,
  storeFailures,
  type Writer,
} from '@z2q/store';
import { UnreadableRecordError } from '@z2q/zephyr';
import type { FittedResult } from './fit-each.ts';

type Name = { readonly sourceId: string; readonly sourceKey: string };
export type NamedResult<D extends Draft> = {
  readonly name: Name;
  /** The answers that hold the record; the ledger accounts for their values. */
  readonly answers: readonly Answer[];
  readonly result: Transformed<D> | RecordFailure;
};

/** Records that are transformed before others have their turn in this process, such as leases to be renewed. */
const AT_ONCE = 10;

/**
 * Transforms each record by itself. A record that cannot be transformed becomes a failure, whatever the reason, and the
 * others go on.
 */
export async function transformEach<Item extends Name, D extends Draft>(
  items: readonly Item[],
  answersOf: (item: Item) => readonly Answer[],
  transform: (item: Item) => Transformed<D>,
): Promise<readonly NamedResult<D>[]> {
  const transformOne = (item: Item): NamedResult<D> => {
    const name = { sourceId: item.sourceId, sourceKey: item.sourceKey };
    const answers = answersOf(item);
    try {
      return { name, answers, result: transform(item) };
    } catch (error) {
      return { name, answers, result: toFailure(name, 'source_record_unreadable', explain(error)) };
    }
  };
  const results: NamedResult<D>[] = [];
  for (const [index, item] of items.entries()) {
    if (index % AT_ONCE === 0) await setImmediate();
    results.push(transformOne(item));
  }
  return results;
}

const explain = (error: unknown): string =>
  error instanceof UnreadableRecordError
    ? error.message
    : `It cannot be transformed: ${error}. Look at the record in Zephyr for what is unusual about it, and report this.`;

/** What differs between types. */
type Particulars<D extends Draft> = {
  readonly alsoCommit?: (tx: InRun<Writer>, drafts: readonly D[]) => Promise<void>;
  /** Hash that tells whether a record has changed since it was loaded; by default the hash of the draft. */
  readonly hashOf?: (draft: D) => string;
  /** Ids of records that keep their present draft. */
  readonly kept?: readonly string[];
  /** Records that fail, and keep their present draft and ledger account. */
  readonly refused?: readonly RecordFailure[];
};

/** Stores the results of a batch and hands the drafts on. Ids without a staged record fail, so that none is lost. */
export function finishTransform<D extends Draft>(
  context: BatchContext,
  type: EntityType,
  results: readonly (NamedResult<D> & Partial<Pick<FittedResult<D>, 'late'>>)[],
  { alsoCommit, hashOf = contentHash, kept = [], refused = [] }: Particulars<D> = {},
): BatchOutcome {
  const { batch, now } = context;
  const drafted = results.flatMap(({ result }) =>
    'outcome' in result && result.outcome === 'draft' ? [result] : [],
  );
  const ids = [...drafted.map(({ draft }) => draft.sourceId), ...kept];
  const known = [
    ...results.map(({ name }) => name.sourceId),
    ...kept,
    ...refused.map(({ sourceId }) => sourceId),
  ];
  const failures = [...results.flatMap(failureOf), ...refused, ...missing(batch.ids, known)];
  const accounts = results.map(toAccount);
  const skipped = results.flatMap(({ name, result }) =>
    'outcome' in result && result.outcome === 'skipped'
      ? [{ sourceId: name.sourceId, reason: result.reason }]
      : [],
  );
  return {
    handOn: ids.length > 0 ? [{ stage: `load/${type}`, kind: 'records', ids }] : [],
    commit: async (tx) => {
      await saveDrafts(
        tx,
        type,
        drafted.map(({ draft }) => ({
          draft,
          contentHash: hashOf(draft),
        })),
      );
      await saveAccounts(tx, type, accounts);
      await alsoCommit?.(
        tx,
        drafted.map(({ draft }) => draft),
      );
      await clearFailures(tx, 'transform', type, ids);
      await markRecords(tx, type, 'transformed', ids);
      await skipRecords(tx, type, skipped);
      await storeFailures(tx, {
        phase: 'transform',
        entityType: type,
        failures,
        now: now().toISOString(),
      });
    },
  };
}

/** A record that failed has no account. */
const toAccount = <D extends Draft>({
  name,
  answers,
  result,
  late = [],
}: NamedResult<D> & Partial<Pick<FittedResult<D>, 'late'>>): RecordAccount => ({
  ...name,
  account: 'ledger' in result ? accountFor(answers, result.ledger, late) : null,
  late: hashLate(late),
});

function failureOf<D extends Draft>({ name, result }: NamedResult<D>): readonly RecordFailure[] {
  if (!('outcome' in result)) return [result];
  return result.outcome === 'failed' ? [toFailure(name, result.code, result.message)] : [];
}

function missing(ids: readonly string[], known: readonly string[]): readonly RecordFailure[] {
  const found = new Set(known);
  return ids
    .filter((sourceId) => !found.has(sourceId))
    .map((sourceId) =>
      toFailure(
        { sourceId, sourceKey: null },
        'reference_unresolved',
        'The record is not staged. Extract it again.',
      ),
    );
}
