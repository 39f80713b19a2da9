import type { ExecutionDraft, RecordFailure } from '@z2q/contracts';
import { explainHistory } from '@z2q/mapping';
import { type BatchContext, toFailure } from '@z2q/runtime';
import { getMapped, isCreated, listDrafts } from '@z2q/store';
import type { NamedResult } from './finish-transform.ts';

type Judged = {
  readonly results: readonly NamedResult<ExecutionDraft>[];
  /** Executions whose logs would have to change. */
  readonly refused: readonly RecordFailure[];
};

/**
 * Fails executions whose result is in a log already and would be another now, so that a plan tells it. An
 * execution that was loaded as a run without a log gets its log.
 */
export async function refuseHistory(
  { store, batch }: BatchContext,
  results: readonly NamedResult<ExecutionDraft>[],
  hashOf: (draft: ExecutionDraft) => string,
): Promise<Judged> {
  const mapped = await getMapped(store.read, 'test_execution', batch.ids);
  const stored = await listDrafts<ExecutionDraft>(store.read, 'test_execution', [...mapped.keys()]);
  const written = new Map(stored.map(({ draft, loadedDraft }) => [draft.sourceId, loadedDraft ?? draft]));
  const isHistory = ({ result }: NamedResult<ExecutionDraft>): boolean => {
    if (!('outcome' in result) || result.outcome !== 'draft') return false;
    const { draft } = result;
    const before = mapped.get(draft.sourceId);
    if (!isCreated(before) || before.contentHash === null || before.contentHash === hashOf(draft))
      return false;
    return draft.log === null || written.get(draft.sourceId)?.log !== null;
  };
  const refused = results.filter(isHistory).map(({ name }) => toRefusal(name));
  return { results: results.filter((named) => !isHistory(named)), refused };
}

const toRefusal = (name: NamedResult<ExecutionDraft>['name']): RecordFailure =>
  toFailure(name, 'update_unsupported', explainHistory(name.sourceKey));
