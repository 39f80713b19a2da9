/** What an API asks for beyond this is not waited for here: a run that stands still should say so. */
export const LONGEST_WAIT_MS = 2 * 60_000;
