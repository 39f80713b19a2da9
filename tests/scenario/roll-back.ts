import type { RunView } from '@z2q/contracts';
import type { Migrations } from './migrations.ts';

export async function startRollback({ api }: Pick<Migrations, 'api'>, migrationId: string): Promise<string> {
  return (await api.post<{ id: string }>(`/v1/migrations/${migrationId}/rollback`)).id;
}

/** Rolls a migration back and waits for the end. */
export const rollBack = async ({ api }: Pick<Migrations, 'api'>, migrationId: string): Promise<RunView> =>
  api.waitForRun(await startRollback({ api }, migrationId));
