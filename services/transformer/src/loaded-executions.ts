import { contentHash, type ExecutionDraft, hashOfMapping } from '@z2q/contracts';
import type { BatchContext } from '@z2q/runtime';
import { getMapped, getMappingHashes, listDrafts } from '@z2q/store';
import type { NamedResult } from './finish-transform.ts';

/** An execution that Zephyr sends as it did when it was loaded. */
type LoadedExecution = {
  readonly draft: ExecutionDraft;
  readonly contentHash: string;
  /** Its draft was made with the mapping that the migration has now. */
  readonly isOfMapping: boolean;
  /** A draft that another mapping asked for, and that is not on the target, stands in its place. */
  readonly isReplaced: boolean;
};

/** What an execution is made of: what Zephyr sent, and once the mapping has changed it, what that says. */
type Received = { readonly raw: unknown; readonly detail: unknown };

/**
 * By id, the executions of the batch that are on the target and have not changed in Zephyr since. This is where it is decided what a
 * second run transforms: records of other types always, since their drafts tell whether they have changed; an execution only where
 * Zephyr sends something else of it, or the mapping is another. Its draft also has the name and the steps of its case, and a log is
 * history: they may be others by now.
 */
export async function getLoadedExecutions(
  { store, batch, migration }: BatchContext,
  received: ReadonlyMap<string, Received>,
): Promise<ReadonlyMap<string, LoadedExecution>> {
  const mapped = await getMapped(store.read, 'test_execution', batch.ids);
  const known = [...mapped.values()].flatMap((row) => (row.contentHash === null ? [] : [row.sourceId]));
  const madeWith = await getMappingHashes(store.read, known);
  const mappingHash = hashOfMapping(migration.mapping);
  const stored = await listDrafts<ExecutionDraft>(store.read, 'test_execution', known);
  return new Map(
    stored.flatMap((one) => {
      const { sourceId } = one.draft;
      const loadedHash = mapped.get(sourceId)?.contentHash;
      const sent = received.get(sourceId);
      const isReplaced = one.loadedDraft !== null && one.contentHash !== loadedHash;
      const draft = isReplaced && one.loadedDraft ? one.loadedDraft : one.draft;
      if (!sent || !loadedHash || !hashesOf(sent, draft).includes(loadedHash)) return [];
      const isOfMapping = madeWith.get(sourceId) === mappingHash;
      return [[sourceId, { draft, contentHash: loadedHash, isOfMapping, isReplaced }] as const];
    }),
  );
}

const hashesOf = (received: Received, draft: ExecutionDraft): readonly string[] => [
  hashOfReceived(received),
  hashOfRemapped(received, draft),
];

/** What an execution is known by that no change of the mapping has touched. */
export const hashOfReceived = ({ raw, detail }: Received): string => contentHash({ raw, detail });

/** What it is known by from then on. */
export const hashOfRemapped = ({ raw, detail }: Received, draft: ExecutionDraft): string =>
  contentHash({ raw, detail, told: toldByMapping(draft) });

/** What of a draft hangs on the mapping, and on nothing else that may have changed since. */
const toldByMapping = ({ log, runFields }: ExecutionDraft) => ({
  hasLog: log !== null,
  statuses: log?.statusMapping ?? {},
  labels: [...runFields, ...(log?.fields ?? [])].flatMap(({ source, label }) =>
    source === undefined ? [] : [[source, label]],
  ),
});

export type Sorted = {
  /** Records whose drafts are to be stored. */
  readonly results: readonly NamedResult<ExecutionDraft>[];
  /** Ids of those that keep the draft they have. */
  readonly kept: readonly string[];
};

/** Sets apart what another mapping makes no different, and gives back the draft that is on the target where it is right again. */
export function keepUntouched(
  results: readonly NamedResult<ExecutionDraft>[],
  loaded: ReadonlyMap<string, LoadedExecution>,
): Sorted {
  const kept: string[] = [];
  const others = results.flatMap((named): readonly NamedResult<ExecutionDraft>[] => {
    const { result } = named;
    const before = loaded.get(named.name.sourceId);
    const isDraft = 'outcome' in result && result.outcome === 'draft';
    if (!before || !isDraft || !isTheSame(result.draft, before.draft)) return [named];
    if (before.isReplaced) return [{ ...named, result: { ...result, draft: before.draft } }];
    kept.push(named.name.sourceId);
    return [];
  });
  return { results: others, kept };
}

const isTheSame = (left: ExecutionDraft, right: ExecutionDraft): boolean =>
  contentHash(toldByMapping(left)) === contentHash(toldByMapping(right));
