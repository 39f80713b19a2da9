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

/**
 * What values the fields of a page's records have. Zephyr does not tell the type of a custom field, so what it must be
 * on the target is inferred from every value in the project.
 */
export async function profilePage(
  db: InRun<Reader>,
  { type, page }: ListedPage,
): Promise<readonly FieldProfile[]> {
  const names = await loadReferenceNames(db);
  const observations = page.items.flatMap((item) => observe(type, item.raw, names));
  return profileAll([], observations).map((profile) => ({
    ...profile,
    inRun: { runId: db.runId, seen: profile.seen },
  }));
}

/** Nothing for a record that cannot be read: transforming it will say so. */
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
