import { setImmediate as nextTurn } from 'node:timers/promises';
import type { MappingUse } from '@z2q/contracts';
import { type MappableName, namesInExecution, namesInTestCase, namesInTestCycle } from '@z2q/mapping';
import {
  type InMigration,
  listReferences,
  listStaged,
  pageStaged,
  type Reader,
  type StagedRecord,
} from '@z2q/store';
import { type ReferenceNames, toReferenceNames, UnreadableRecordError, zephyrCloudReader } from '@z2q/zephyr';

/** Staged records read at a time; no request is answered meanwhile. */
const PAGE = 100;

type NamesOf = (record: StagedRecord, names: ReferenceNames) => readonly MappableName[];

const TYPES: readonly (readonly ['test_case' | 'test_cycle' | 'test_execution', NamesOf])[] = [
  ['test_case', ({ raw, detail }, names) => namesInTestCase(zephyrCloudReader.testCase(raw, detail, names))],
  ['test_cycle', ({ raw }, names) => namesInTestCycle(zephyrCloudReader.testCycle(raw, names))],
  [
    'test_execution',
    ({ raw, detail }, names) => namesInExecution(zephyrCloudReader.testExecution(raw, detail, names)),
  ],
];

/** Counts the records that contain each name. Reads all staged records, and lets other requests run in between. */
export async function countNames(db: InMigration<Reader>): Promise<MappingUse['names']> {
  const names = toReferenceNames(await listReferences(db));
  const counts = new Map<string, MappingUse['names'][number]>();
  for (const [type, namesOf] of TYPES)
    for (let after: string | null = ''; after !== null; ) {
      const page: Awaited<ReturnType<typeof pageStaged>> = await pageStaged(db, type, {
        listedBy: 'newest',
        after,
        limit: PAGE,
      });
      const ids = page.records.map(({ sourceId }) => sourceId);
      for (const record of await listStaged(db, type, ids)) count(counts, readNames(record, names, namesOf));
      after = page.next;
      await nextTurn();
    }
  return [...counts.values()];
}

/** A record that cannot be read has no names here; transform reports it. */
function readNames(record: StagedRecord, names: ReferenceNames, namesOf: NamesOf): readonly MappableName[] {
  try {
    return namesOf(record, names);
  } catch (error) {
    if (error instanceof UnreadableRecordError) return [];
    throw error;
  }
}

function count(counts: Map<string, MappingUse['names'][number]>, names: readonly MappableName[]): void {
  for (const { table, name } of names) {
    const key = `${table}|${name}`;
    counts.set(key, { table, name, records: (counts.get(key)?.records ?? 0) + 1 });
  }
}
