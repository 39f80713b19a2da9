import { setImmediate } from 'node:timers/promises';
import type { FieldProfile } from '@z2q/contracts';
import {
  type Observation,
  observeExecution,
  observeTestCase,
  observeTestCycle,
  profileAll,
} from '@z2q/mapping';
import { loadReferenceNames } from '@z2q/runtime';
import type { InRun, Reader } from '@z2q/store';
import { type ReferenceNames, UnreadableRecordError, zephyrCloudReader } from '@z2q/zephyr';
import type { ListedPage, ListedType } from './listed-type.ts';

const NO_SCRIPT = { kind: 'steps', values: [] };
const NO_RESULTS: readonly unknown[] = [];
const AT_ONCE = 50;

/**
 * Collects the field values of a page's records. Zephyr does not return the type of a custom field, so the type of the
 * target's field is inferred from all values in the project.
 */
export async function profilePage(
  db: InRun<Reader>,
  { type, page }: ListedPage,
): Promise<readonly FieldProfile[]> {
  const names = await loadReferenceNames(db);
  const observations: Observation[] = [];
  for (const [index, { raw }] of page.items.entries()) {
    // A page has up to a thousand records: the process has leases to renew, and others to answer, meanwhile.
    if (index % AT_ONCE === 0) await setImmediate();
    observations.push(...observe(type, raw, names));
  }
  return profileAll([], observations).map((profile) => ({
    ...profile,
    inRun: { runId: db.runId, seen: profile.seen },
  }));
}

/** A record that cannot be read has no observations; transform reports it. */
function observe(type: ListedType, raw: unknown, names: ReferenceNames): readonly Observation[] {
  try {
    return observeReadable(type, raw, names);
  } catch (error) {
    if (error instanceof UnreadableRecordError) return [];
    throw error;
  }
}

function observeReadable(type: ListedType, raw: unknown, names: ReferenceNames): readonly Observation[] {
  switch (type) {
    case 'test_case':
      return observeTestCase(zephyrCloudReader.testCase(raw, NO_SCRIPT, names));
    case 'test_cycle':
      return observeTestCycle(zephyrCloudReader.testCycle(raw, names));
    case 'test_execution':
      return observeExecution(zephyrCloudReader.testExecution(raw, NO_RESULTS, names));
    case 'test_plan':
      return [];
  }
}
