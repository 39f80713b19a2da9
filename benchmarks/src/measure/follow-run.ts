import { setTimeout as delay } from 'node:timers/promises';
import type { Phase, RunView } from '@z2q/contracts';
import type { ControlClient } from '@z2q/test-kit';

/** Seldom, since each question is work for the machine that is measured; the run tells its own times. */
const POLL_MS = 500;

export class OverLimitError extends Error {
  override readonly name = 'OverLimitError';
}

/** Runs these phases to their end. @throws {OverLimitError} when they take longer than the limit. */
export async function followRun(
  api: ControlClient,
  migrationId: string,
  { phases, limitMs }: { readonly phases: readonly Phase[]; readonly limitMs: number },
): Promise<RunView> {
  const deadline = performance.now() + limitMs;
  const runId = await api.startRun(migrationId, phases);
  for (;;) {
    const run = await api.get<RunView>(`/v1/runs/${runId}`);
    if (run.finishedAt !== null) return run;
    if (performance.now() >= deadline) throw new OverLimitError(`Run ${runId} is still ${run.state}`);
    await delay(POLL_MS);
  }
}
