import type { WorkableBatch } from '@z2q/contracts';

/**
 * Id of a batch and its present attempt. A batch enqueued twice is in the queue once, but a batch that was taken up
 * since has another id, so the finished job of its last attempt does not block it. BullMQ forbids `:` in ids.
 */
export const jobIdOf = ({ runId, phase, entityType, batch, movedAt }: WorkableBatch): string =>
  `${runId}.${phase}.${entityType}.${batch}.${Date.parse(movedAt)}`;
