/** Name on the target of each execution status. */
export const STATUS_ON_TARGET: Readonly<Record<string, string>> = {
  Pass: 'Passed',
  Fail: 'Failed',
  Blocked: 'Blocked',
  'In Progress': 'Incomplete',
};
