import type { Phase, RunView } from '@z2q/contracts';
import type { Migrations } from './migrations.ts';

export const RUN_TIMEOUT_MS = 100_000;

/** Creates a migration into a target project, runs the phases and waits for the end. */
export async function runMigration(
  { api, migrateTo }: Migrations,
  projectId: number,
  phases?: readonly Phase[],
): Promise<RunView> {
  return api.run(await migrateTo(projectId), { timeoutMs: RUN_TIMEOUT_MS, ...(phases ? { phases } : {}) });
}
