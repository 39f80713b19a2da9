import type { FailureItem, RunView } from '@z2q/contracts';
import type { Migrations } from './migrations.ts';

/** The failures of a run, as many as a test makes. */
export async function listFailures(
  { api }: Pick<Migrations, 'api'>,
  { id }: Pick<RunView, 'id'>,
): Promise<readonly FailureItem[]> {
  return (await api.get<{ items: FailureItem[] }>(`/v1/runs/${id}/failures?limit=1000`)).items;
}
