/** Ids, in the id map, of the places that a migration creates for records without a folder or cycle. */
export const MADE = {
  module: 'root/TEST_CASE',
  testCycle: 'root/TEST_CYCLE',
  testSuite: 'adhoc',
} as const;
