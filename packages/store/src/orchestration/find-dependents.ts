import type { FailureItem } from '@z2q/contracts';
import { chunk } from '@z2q/pipeline';
import type { InMigration } from '../in-run.ts';
import type { Reader } from '../store.ts';
import { getParents, type ParentRef } from '../tables/parents.ts';

const ROWS_A_QUERY = 500;

type Named = Pick<FailureItem, 'entityType' | 'sourceId' | 'sourceKey'>;

/** Finds the candidates that depend on one of the chosen records, directly or through other candidates. */
export async function findDependents<Failure extends Named>(
  db: InMigration<Reader>,
  chosen: readonly Named[],
  candidates: readonly Failure[],
): Promise<readonly Failure[]> {
  const parents = await loadParents(db, candidates);
  const reached = new Set<ParentRef>(chosen.flatMap(refsOf));
  const found = new Set<Failure>();
  for (let hasGrown = true; hasGrown; ) {
    const next = candidates.filter(
      (candidate) => !found.has(candidate) && parents.get(candidate)?.some((parent) => reached.has(parent)),
    );
    for (const dependent of next) {
      found.add(dependent);
      for (const ref of refsOf(dependent)) reached.add(ref);
    }
    hasGrown = next.length > 0;
  }
  return [...found];
}

/** An execution refers to its case by key; all other references are by id. */
const refsOf = ({ entityType, sourceId, sourceKey }: Named): readonly ParentRef[] => [
  `${entityType}/${sourceId}`,
  ...(sourceKey === null ? [] : [`${entityType}/key/${sourceKey}` as const]),
];

async function loadParents<Failure extends Named>(
  db: InMigration<Reader>,
  candidates: readonly Failure[],
): Promise<ReadonlyMap<Failure, readonly ParentRef[]>> {
  const parents = new Map<Failure, readonly ParentRef[]>();
  for (const [type, some] of Map.groupBy(candidates, (candidate) => candidate.entityType)) {
    for (const rows of chunk(some, ROWS_A_QUERY)) {
      const ids = rows.map((row) => row.sourceId);
      const byId = await getParents(db, type, ids);
      for (const row of rows) parents.set(row, byId.get(row.sourceId) ?? []);
    }
  }
  return parents;
}
