export { accountFor, withLateEntries } from './account-for.ts';
export { countLeaves } from './count-leaves.ts';
export { hashLate } from './hash-late.ts';
export type { Answer } from './leaves.ts';
export {
  accountForEnvelope,
  accountForProject,
  accountForReference,
} from './zephyr-cloud/account-for-answer.ts';
export { answersOfFile, answersOfFolder, answersOfRecord } from './zephyr-cloud/answers-of-record.ts';
