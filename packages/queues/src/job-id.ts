import type { WorkableBatch } from '@z2q/contracts';

/**
 * Names a batch as its checkpoint is now: what is enqueued again is in the queue once, while a batch that was taken up
 * since has another id, which the finished job of its last attempt does not hold back. BullMQ forbids `:` in ids.
 */
export const jobIdOf = ({ runId, phase, entityType, batch, movedAt }: WorkableBatch): string =>
  `${runId}.${phase}.${entityType}.${batch}.${Date.parse(movedAt)}`;
