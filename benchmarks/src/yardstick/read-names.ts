import { toNames, type ZephyrApi } from './zephyr-api.ts';
import type { Named } from './zephyr-records.ts';

/** What records link to by id. */
export async function readNames(zephyr: ZephyrApi) {
  const statuses = (statusType: string) => zephyr.list<Named>('/statuses', { statusType });
  return {
    priorities: toNames(await zephyr.list<Named>('/priorities')),
    environments: toNames(await zephyr.list<Named>('/environments')),
    caseStatuses: toNames(await statuses('TEST_CASE')),
    cycleStatuses: toNames(await statuses('TEST_CYCLE')),
    executionStatuses: toNames(await statuses('TEST_EXECUTION')),
  };
}
