import type { Generation } from './generation.ts';

/** Id of an execution status. */
export const toStatusId = ({ project }: Generation, name: string): number => {
  const found = project.statuses.find((one) => one.statusType === 'TEST_EXECUTION' && one.name === name);
  if (found === undefined) throw new RangeError(`no execution status ${name}`);
  return found.id;
};
