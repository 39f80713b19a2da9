import { z } from 'zod';
import { StagePhase } from './job.ts';
import { Side } from './project-address.ts';

const At = z.iso.datetime().describe('When the ten seconds began');
const Count = z.number().int().nonnegative();
const PerSecond = z.number().nonnegative();

export const PaceView = z
  .object({
    records: z
      .array(z.object({ phase: StagePhase, at: At, count: Count.describe('Records of finished batches') }))
      .describe('By phase, then oldest first'),
    requests: z
      .array(
        z.object({
          side: Side.describe('Which of the two APIs'),
          at: At,
          count: Count.describe('Requests that were answered or failed'),
        }),
      )
      .describe('By side, then oldest first'),
    limits: z
      .object({
        source: PerSecond.describe('`ZEPHYR_MAX_RPS`'),
        target: PerSecond.describe('`QTEST_MAX_RPS`'),
      })
      .describe('Requests a second that all processes together may make; 0: no limit of ours'),
  })
  .meta({ description: 'What a run did over time' });
export type PaceView = z.infer<typeof PaceView>;
