import type { MigrationId } from '@z2q/contracts';
import type { Reader } from '../store.ts';
import { REMOVED } from '../tables/id-map.ts';

/** What a migration has, or may have, on the target. */
export type OnTarget = {
  readonly objects: number;
  /** Creates whose outcome is unknown. */
  readonly inDoubt: number;
  readonly doubles: number;
  /** Fields and choices. */
  readonly additions: number;
};

export const hasAny = ({ objects, inDoubt, doubles, additions }: OnTarget): boolean =>
  objects + inDoubt + doubles + additions > 0;

export async function countOnTarget(db: Reader, id: MigrationId): Promise<OnTarget> {
  const mapped = await db
    .selectFrom('zephyr_to_qtest_id_map')
    .select((eb) => ['state', eb.fn.countAll().as('count')])
    .where('migration_id', '=', id)
    .where('state', '<>', REMOVED)
    .groupBy('state')
    .execute();
  const inState = (state: string): number => Number(mapped.find((row) => row.state === state)?.count ?? 0);
  const countOf = async (table: 'qtest_doubles' | 'qtest_additions'): Promise<number> => {
    const { count } = await db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll().as('count'))
      .where('migration_id', '=', id)
      .executeTakeFirstOrThrow();
    return Number(count);
  };
  return {
    objects: inState('created'),
    inDoubt: inState('intent'),
    doubles: await countOf('qtest_doubles'),
    additions: await countOf('qtest_additions'),
  };
}
