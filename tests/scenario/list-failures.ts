import type { FailureItem, RunView } from '@z2q/contracts';
import type { Migrations } from './migrations.ts';

/** All failures of a run; tests have no more than one page. */
export async function listFailures(
  { api }: Pick<Migrations, 'api'>,
  { id }: Pick<RunView, 'id'>,
): Promise<readonly FailureItem[]> {
  return (await api.get<{ items: FailureItem[] }>(`/v1/runs/${id}/failures?limit=1000`)).items;
}
