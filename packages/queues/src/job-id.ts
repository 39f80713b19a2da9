import type { BatchJob } from '@z2q/contracts';

/** The same batch has the same id, so it is in a queue once. BullMQ forbids `:` in ids. */
export const jobIdOf = ({ runId, phase, entityType, batch }: BatchJob): string =>
  `${runId}.${phase}.${entityType}.${batch}`;
