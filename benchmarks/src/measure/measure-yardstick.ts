import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { forkChild } from '../stand-ins/fork-child.ts';
import { openStandIns } from '../stand-ins/open-stand-ins.ts';
import type { YardstickRequest } from '../yardstick/yardstick-request.ts';
import type { Cell, Conditions } from './cell.ts';
import { countRequests, countTooMany } from './count-requests.ts';
import { OverLimitError } from './follow-run.ts';
import type { Sample } from './sample.ts';
import { watchUsage } from './watch-usage.ts';

const Outcome = z.object({
  wallMs: z.number(),
  records: z.number(),
  cpuSeconds: z.number(),
  peakBytes: z.number(),
});
const SCRIPT = fileURLToPath(import.meta.resolve('../yardstick/main.ts'));

/** Migrates the same with the plain script, on fresh stand-ins of its own. */
export async function measureYardstick(cell: Cell, conditions: Conditions): Promise<Sample> {
  const { attachments, latencyMs, rps } = cell;
  await using standIns = await openStandIns({ ...conditions, latencyMs, rps });
  await using watch = await watchUsage(standIns.processes);
  const { source, target, pairs } = standIns;
  const request: YardstickRequest = { source, target, pairs, attachments: attachments !== 'none' };
  await using child = forkChild(SCRIPT, request);
  const message = child.firstMessage(AbortSignal.timeout(conditions.limitMs));
  const { cpuSeconds, peakBytes, ...outcome } = Outcome.parse(await untilLimit(message));
  return {
    ...outcome,
    recordsOf: {},
    state: 'completed',
    requests: await countRequests(standIns),
    tooMany: await countTooMany(standIns),
    depth: standIns.depth,
    usage: [{ name: 'yardstick', cpuSeconds, peakBytes }, ...(await watch.usage())],
    validation: null,
  };
}

async function untilLimit<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== 'TimeoutError') throw error;
    throw new OverLimitError('The yardstick is still at it', { cause: error });
  }
}
