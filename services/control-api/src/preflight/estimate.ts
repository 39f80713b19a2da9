import type { PreflightCheck } from '@z2q/contracts';
import type { Migration } from '@z2q/store';
import { notChecked, passed } from './finding.ts';
import type { SourceTotals } from './source-checks.ts';

export type Rates = { readonly sourceRps: number; readonly targetRps: number };

/** Requests of a first run: upper bounds, since executions of one case in one cycle share a test run. */
export function estimate(totals: SourceTotals | null, migration: Migration, rates: Rates): PreflightCheck {
  const name = 'estimate';
  if (!totals) return { name, ...notChecked('records could not be counted') };
  const requests = countRequests(totals, migration.options);
  const seconds = Math.max(
    secondsFor(requests.source, rates.sourceRps),
    secondsFor(requests.target, rates.targetRps),
  );
  const files = migration.options.attachments ? ', and two for each file' : '';
  const detail = `About ${requests.source} requests to the source and at most ${requests.target} to the target${files}; ${toDuration(seconds)}.`;
  return { name, ...passed(detail) };
}

function countRequests(
  { testCases, testCycles, testPlans, testExecutions }: SourceTotals,
  options: Migration['options'],
): { readonly source: number; readonly target: number } {
  const listed = testCases + testCycles + testPlans + testExecutions;
  const pages = Math.ceil(listed / options.pageSize) + 4;
  const fileLists = options.attachments ? listed : 0;
  const caseWrites = testCases * (options.approve ? 2 : 1);
  return {
    source: pages + testCases + testExecutions + fileLists,
    target: caseWrites + testCycles + testPlans + 2 * testExecutions,
  };
}

/** Both sides are spoken to at the same time. */
const secondsFor = (requests: number, rps: number): number => (rps === 0 ? 0 : requests / rps);

function toDuration(seconds: number): string {
  if (seconds === 0) return 'no limit of requests a second is set, so the two sites decide how long it takes';
  const minutes = Math.ceil(seconds / 60);
  const text = minutes < 120 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`;
  return `about ${text} at the configured requests a second`;
}
