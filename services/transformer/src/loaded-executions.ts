import { contentHash, type ExecutionDraft, hashOfMapping } from '@z2q/contracts';
import type { BatchContext } from '@z2q/runtime';
import { getMapped, getMappingHashes, listDrafts } from '@z2q/store';
import type { NamedResult } from './finish-transform.ts';

/** A loaded execution for which Zephyr sends the same as when it was loaded. */
type LoadedExecution = {
  readonly draft: ExecutionDraft;
  readonly contentHash: string;
  /** The draft was made with the migration's present mapping. */
  readonly isOfMapping: boolean;
  /** The stored draft is not the loaded one: it was made with another mapping and never loaded. */
  readonly isReplaced: boolean;
};

/** What Zephyr sent about an execution. */
type Received = { readonly raw: unknown; readonly detail: unknown };

/**
 * The executions of the batch that are on the target and have not changed in Zephyr since, by id.
 *
 * This decides what a second run transforms. Records of other types are always transformed again, and their drafts tell
 * whether they have changed. An execution is transformed again only if Zephyr sends something else or the mapping has
 * changed: its draft also contains the name and the steps of its case, which may have changed since, while a log is
 * history.
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

/** Hash of an execution, as long as no change of the mapping has affected it. */
export const hashOfReceived = ({ raw, detail }: Received): string => contentHash({ raw, detail });

/** Hash of an execution once a change of the mapping has affected it. */
export const hashOfRemapped = ({ raw, detail }: Received, draft: ExecutionDraft): string =>
  contentHash({ raw, detail, told: toldByMapping(draft) });

/** The parts of a draft that depend on the mapping and on nothing else that may have changed. */
const toldByMapping = ({ log, runFields }: ExecutionDraft) => ({
  hasLog: log !== null,
  statuses: log?.statusMapping ?? {},
  labels: [...runFields, ...(log?.fields ?? [])].flatMap(({ source, label }) =>
    source === undefined ? [] : [[source, label]],
  ),
});

export type Sorted = {
  /** Records whose drafts should be stored. */
  readonly results: readonly NamedResult<ExecutionDraft>[];
  /** Ids of records that keep their present draft. */
  readonly kept: readonly string[];
};

/**
 * Separates the executions that the changed mapping does not affect. If the loaded draft is right again, it
 * is restored.
 */
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
