import { z } from 'zod';
import { RunId } from './ids.ts';

/**
 * What a stage works on: the counted types, `project` for what is needed before any record (names, fields), and
 * `test_step` for the ids of target steps, which test logs refer to.
 */
export const StageType = z
  .enum([
    'project',
    'folder',
    'test_case',
    'test_cycle',
    'test_plan',
    'test_step',
    'test_execution',
    'attachment',
  ])
  .describe(
    'Type of the records in the batch; `project`: what must be there before any record; `test_step`: ids of steps on the target',
  );
export type StageType = z.infer<typeof StageType>;

export const StagePhase = z
  .enum(['extract', 'transform', 'load', 'validate', 'rollback'])
  .describe('A phase, or the rollback');
export type StagePhase = z.infer<typeof StagePhase>;

/**
 * How a batch is worked on. `plan`: cut the stage's batches. `page`: list records. `records`: work on the given ids.
 * `finish`: sum up.
 */
export const BatchKind = z.enum(['plan', 'page', 'records', 'finish']);
export type BatchKind = z.infer<typeof BatchKind>;

/** The needed members of a job: the key of its checkpoint, whose row has the rest. */
export const BatchJob = z.strictObject({
  runId: RunId,
  phase: StagePhase,
  entityType: StageType,
  batch: z.number().int().nonnegative(),
});
export type BatchJob = z.infer<typeof BatchJob>;

/** A batch that a worker can take up now, with what a queue shows of it. */
export type WorkableBatch = BatchJob & {
  readonly kind: BatchKind;
  readonly params: unknown;
  /** Number of records in it. */
  readonly size: number;
  readonly attempts: number;
  /** When the batch was last added, taken up or handed back. Distinguishes the job of this attempt from earlier ones. */
  readonly movedAt: string;
  readonly projectKey: string;
};

export const QueueName = z.enum(['extract', 'transform', 'load', 'validate']);
export type QueueName = z.infer<typeof QueueName>;
export const QUEUE_NAMES: readonly QueueName[] = QueueName.options;

/**
 * The queue of a stage. Transformers call neither site, so a loader surveys the target before the transform; loaders also
 * delete objects in a rollback.
 */
export function queueOf({
  phase,
  type,
}: {
  readonly phase: StagePhase;
  readonly type: StageType;
}): QueueName {
  if (phase === 'rollback') return 'load';
  return phase === 'transform' && type === 'project' ? 'load' : phase;
}
