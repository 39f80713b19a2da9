import type { PreflightCheck } from '@z2q/contracts';
import type { Migration } from '@z2q/store';
import { notChecked, passed } from './finding.ts';
import type { SourceTotals } from './source-checks.ts';

export type Rates = { readonly sourceRps: number; readonly targetRps: number };

/** Files are listed step by step; how many steps there are is known only once they are read. */
const STEPS_A_RECORD = 5;
/** Fields, choices and the names of both projects. */
const PREPARATIONS = 50;

/** Requests of a first run. Records alone are counted beforehand, so it is a range where their steps count too. */
export function estimate(totals: SourceTotals | null, migration: Migration, rates: Rates): PreflightCheck {
  const name = 'estimate';
  if (!totals) return { name, ...notChecked('records could not be counted') };
  const { source, steps, target } = countRequests(totals, migration.options);
  const seconds = Math.max(secondsFor(source + steps, rates.sourceRps), secondsFor(target, rates.targetRps));
  const toSource =
    steps === 0
      ? `About ${source} requests to the source`
      : `From ${source} requests to the source to about ${source + steps} if there are ${STEPS_A_RECORD} steps a record, since files are listed step by step`;
  const files =
    migration.options.attachments !== 'none' ? ', and on each side up to two more for each file' : '';
  return {
    name,
    ...passed(`${toSource}; about ${target} to the target${files}; ${toDuration(seconds)}.`),
  };
}

type Requests = { readonly source: number; readonly steps: number; readonly target: number };

/** Most executions have a test run and a log of their own. */
function countRequests(totals: SourceTotals, options: Migration['options']): Requests {
  const { folders, testCases, testCycles, testPlans, testExecutions } = totals;
  const listed = testCases + testCycles + testPlans + testExecutions;
  const pages = Math.ceil(listed / options.pageSize) + 20;
  const stepped = testCases + testExecutions;
  const caseWrites = testCases * (options.approve ? 2 : 1);
  const writes = folders + caseWrites + testCycles + testPlans + 2 * testExecutions;
  return {
    source: pages + stepped + (options.attachments === 'none' ? 0 : listed),
    steps: options.attachments === 'all' ? stepped * STEPS_A_RECORD : 0,
    target: PREPARATIONS + writes + 2 * testCycles + Math.ceil(listed / 100),
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
