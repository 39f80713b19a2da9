import type { TargetLog, TargetRun } from '@z2q/contracts';
import { type Site, TEST_LOG, TEST_RUN } from '@z2q/target';
import { remember } from './remember.ts';

/** Listings that several executions of a batch need, each requested once. */
export type ExecutionListings = {
  readonly runsIn: (suiteId: number) => Promise<readonly TargetRun[]>;
  readonly logsIn: (runId: number) => Promise<readonly TargetLog[]>;
};

export const openExecutionListings = (site: Site): ExecutionListings => ({
  runsIn: remember((suiteId: number) => TEST_RUN.list(site, suiteId)),
  logsIn: remember((runId: number) => TEST_LOG.list(site, runId)),
});
