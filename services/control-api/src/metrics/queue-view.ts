import { Gauge } from 'prom-client';
import type { ControlContext } from '../context.ts';
import { withTimeout } from '../http/with-timeout.ts';
import type { View } from './view.ts';

const ANSWER_WITHIN_MS = 2_000;

/** Has no samples while Redis is away. */
export function createQueueView({ queues }: Pick<ControlContext, 'queues'>): View {
  const jobs = new Gauge({
    name: 'z2q_queue_jobs',
    help: 'Jobs in a queue, by state: prioritized wait for a worker (64 at most; the checkpoints have the rest), active are in hand, completed and failed are the newest that are over. A failed one is a batch that came back or was given up',
    labelNames: ['queue', 'state'],
    registers: [],
  });
  const refresh = async (): Promise<void> => {
    const asked = queues.all.map(async (queue) => ({
      queue: queue.name,
      counts: await withTimeout(ANSWER_WITHIN_MS, () => queue.getJobCounts()),
    }));
    const answers = await Promise.allSettled(asked);
    jobs.reset();
    for (const answer of answers) {
      if (answer.status === 'rejected') continue;
      const { queue, counts } = answer.value;
      for (const [state, count] of Object.entries(counts)) jobs.set({ queue, state }, count);
    }
  };
  return { gauges: [jobs], refresh };
}
