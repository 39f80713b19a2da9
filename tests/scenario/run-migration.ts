import type { Phase, RunView } from '@z2q/contracts';
import type { Migrations } from './migrations.ts';

export const RUN_TIMEOUT_MS = 100_000;

/** Runs the phases on a new migration into a target project, to the end. */
export async function runMigration(
  { api, migrateTo }: Migrations,
  projectId: number,
  phases?: readonly Phase[],
): Promise<RunView> {
  return api.run(await migrateTo(projectId), { timeoutMs: RUN_TIMEOUT_MS, ...(phases ? { phases } : {}) });
}
