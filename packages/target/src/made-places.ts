/** Ids, in the id map, of the places that a migration makes for records that have none in the source. */
export const MADE = {
  module: 'root/TEST_CASE',
  testCycle: 'root/TEST_CYCLE',
  testSuite: 'adhoc',
} as const;
