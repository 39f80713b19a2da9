import type { MappingUse, MigrationId } from '@z2q/contracts';
import { inMigration, listRunsOf, type Store } from '@z2q/store';
import { countNames } from './count-names.ts';

type Names = MappingUse['names'];
type Count = { readonly asOf: string; readonly names: Promise<Names> };

/**
 * How many records of a migration contain each name. Counting reads all records, which takes minutes for a million. So
 * a count is kept and shared by all callers until a run makes progress.
 */
export function createNameCounts(store: Pick<Store, 'read'>): (id: MigrationId) => Promise<Names> {
  const counts = new Map<MigrationId, Count>();
  return async (id) => {
    const newest = (await listRunsOf(store.read, id)).at(-1);
    const asOf = `${newest?.id} ${newest?.movedAt}`;
    const kept = counts.get(id);
    if (kept?.asOf === asOf) return kept.names;
    const count: Count = { asOf, names: countNames(inMigration(store.read, id)) };
    counts.set(id, count);
    count.names.catch(() => counts.get(id) === count && counts.delete(id));
    return count.names;
  };
}
