/** What an execution's status is called on the target. */
export const STATUS_ON_TARGET: Readonly<Record<string, string>> = {
  Pass: 'Passed',
  Fail: 'Failed',
  Blocked: 'Blocked',
  'In Progress': 'Incomplete',
};
