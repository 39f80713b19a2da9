import type { Phase, RunView } from '@z2q/contracts';
import type { Scenario } from './open-scenario.ts';

export const RUN_TIMEOUT_MS = 100_000;

/** Runs the phases on a new migration into a target project, to the end. */
export async function runMigration(
  scenario: Scenario,
  projectId: number,
  phases?: readonly Phase[],
): Promise<RunView> {
  const migrationId = await scenario.migrateTo(projectId);
  return scenario.api.run(migrationId, { timeoutMs: RUN_TIMEOUT_MS, ...(phases ? { phases } : {}) });
}
