import { setTimeout as delay } from 'node:timers/promises';
import type { Phase, RunView } from '@z2q/contracts';
import type { ControlClient } from '@z2q/test-kit';
import { askAgain } from './ask-again.ts';

/** Seldom, since each question is work for the machine that is measured; the run tells its own times. */
const POLL_MS = 500;

export class OverLimitError extends Error {
  override readonly name = 'OverLimitError';
}

export type FollowOptions = {
  readonly phases: readonly Phase[];
  readonly limitMs: number;
  /** Called with each view of the run and the time that the API took to give it. */
  readonly onView?: (run: RunView, answeredMs: number) => Promise<void>;
};

/** Runs these phases to their end. @throws {OverLimitError} when they take longer than the limit. */
export async function followRun(
  api: ControlClient,
  migrationId: string,
  { phases, limitMs, onView }: FollowOptions,
): Promise<RunView> {
  const deadline = performance.now() + limitMs;
  const runId = await api.startRun(migrationId, phases);
  for (;;) {
    const askedAt = performance.now();
    const run = await askAgain(() => api.get<RunView>(`/v1/runs/${runId}`));
    await onView?.(run, performance.now() - askedAt);
    if (run.finishedAt !== null) return run;
    if (performance.now() >= deadline) throw new OverLimitError(`Run ${runId} is still ${run.state}`);
    await delay(POLL_MS);
  }
}
