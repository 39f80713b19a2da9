import type { PageRequest, SourcePage } from '@z2q/zephyr';
import { withTimeout } from '../http/with-timeout.ts';

/** Each costs a request, which runs under way have to do without. */
const MOST_COUNTED = 25;
const AT_ONCE = 4;
const WITHIN_MS = 3_000;

type Counter = {
  pageTestCases(page: PageRequest, signal: AbortSignal): Promise<Pick<SourcePage<unknown>, 'total'>>;
};

/** How many test cases projects have, as the total of a page says; nothing of those that are not counted within a few seconds. */
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

/** A project that cannot be counted is one without a count, like those that come too late. */
async function findTotal(source: Counter, projectKey: string, signal: AbortSignal): Promise<number | null> {
  try {
    return (await source.pageTestCases({ projectKey, startAt: 0, maxResults: 1 }, signal)).total;
  } catch {
    return null;
  }
}
