import type { PageRequest, SourcePage } from '@z2q/zephyr';
import { withTimeout } from '../http/with-timeout.ts';

/** Most projects to count: each costs a request of the rate budget that runs share. */
const MOST_COUNTED = 25;
const AT_ONCE = 4;
const WITHIN_MS = 3_000;

type Counter = {
  pageTestCases(page: PageRequest, signal: AbortSignal): Promise<Pick<SourcePage<unknown>, 'total'>>;
};

/** Number of test cases of each project, from the total of a page. Projects not counted within a few seconds are left out. */
export async function countTestCases(
  source: Counter,
  keys: readonly string[],
  withinMs = WITHIN_MS,
): Promise<ReadonlyMap<string, number>> {
  const totals = new Map<string, number>();
  const left = keys.slice(0, MOST_COUNTED).values();
  const countSome = async (signal: AbortSignal): Promise<void> => {
    for (const projectKey of left) {
      const total = await findTotal(source, projectKey, signal);
      if (signal.aborted) return;
      if (total !== null) totals.set(projectKey, total);
    }
  };
  await withTimeout(withinMs, (signal) =>
    Promise.all(Array.from({ length: AT_ONCE }, () => countSome(signal))),
  ).catch(() => undefined);
  return new Map(totals);
}

/** A project that cannot be counted has no count, like one that is counted too late. */
async function findTotal(source: Counter, projectKey: string, signal: AbortSignal): Promise<number | null> {
  try {
    return (await source.pageTestCases({ projectKey, startAt: 0, maxResults: 1 }, signal)).total;
  } catch {
    return null;
  }
}
