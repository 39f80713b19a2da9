import type { CheckpointItem, StagePhase } from '@z2q/contracts';
import { waitFor } from '@z2q/test-kit';
import type { Scenario } from './open-scenario.ts';

/** Waits until a worker has a batch of records of the phase (and of the type, if given) in hand. */
export async function waitUntilAtWork(
  { api }: Scenario,
  runId: string,
  phase: StagePhase,
  entityType?: string,
): Promise<CheckpointItem> {
  const findActive = async (): Promise<CheckpointItem | undefined> => {
    const { items } = await api.get<{ items: readonly CheckpointItem[] }>(
      `/v1/runs/${runId}/checkpoints?limit=1000`,
    );
    return items.find(
      (item) =>
        item.phase === phase &&
        item.state === 'active' &&
        item.size > 0 &&
        item.entityType === (entityType ?? item.entityType),
    );
  };
  return waitFor(findActive, { what: `a batch of ${phase} in hand`, timeoutMs: 60_000 });
}
