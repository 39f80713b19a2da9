import type { ModuleDraft, RecordFailure } from '@z2q/contracts';
import { expect, test } from 'vitest';
import { listDrafts, saveDrafts } from '../tables/drafts.ts';
import { pageFailures, storeFailures } from '../tables/failures.ts';
import { getMapped } from '../tables/id-map.ts';
import { saveContents } from '../tables/intents.ts';
import { addRecords } from '../tables/records.ts';
import { pageSkipped, skipRecords } from '../tables/skips.ts';
import { leaveIntent, NOW, type OpenTestStore } from './open-test-store.ts';

/** More rows than one statement takes. */
const MANY = 120;
const numbers = Array.from({ length: MANY }, (_, index) => String(index + 1));

/** Tests that a list is written as if its items had been written one by one. */
export function registerLists(openTestStore: OpenTestStore): void {
  test('each record of a long list keeps what is said of it alone', async () => {
    await using kit = await openTestStore();
    const { store } = await kit.begin(await kit.migrate());
    const records = numbers.map((sourceId) => ({ sourceId, sourceKey: `WEB-T${sourceId}` }));

    await store.write(async (tx) => {
      await addRecords(tx, 'test_case', records);
      await skipRecords(
        tx,
        'test_case',
        numbers.map((sourceId) => ({ sourceId, reason: `Reason ${sourceId}` })),
      );
    });

    const skipped = await pageSkipped(store.read, null, MANY);
    expect(skipped).toHaveLength(MANY);
    expect(skipped.filter(({ sourceId, reason }) => reason !== `Reason ${sourceId}`)).toEqual([]);
  });

  test('a record that fails twice in one list has failed once, for the newer reason', async () => {
    await using kit = await openTestStore();
    const { store } = await kit.begin(await kit.migrate());
    const failure = (message: string): RecordFailure => ({
      sourceId: '1',
      sourceKey: 'WEB-T1',
      code: 'target_refused',
      message,
    });
    const fail = (...failures: readonly RecordFailure[]) =>
      store.write((tx) => storeFailures(tx, { phase: 'load', entityType: 'test_case', failures, now: NOW }));

    await fail(failure('First'), failure('Second'));
    const once = await pageFailures(store.read, {}, 10, null);
    await fail(failure('Third'));

    expect(once).toMatchObject([{ message: 'Second', attempts: 1 }]);
    expect(await pageFailures(store.read, {}, 10, null)).toMatchObject([{ message: 'Third', attempts: 2 }]);
  });

  test('what the content of an object does not say stays as it is in the map', async () => {
    await using kit = await openTestStore();
    const { store } = await kit.begin(await kit.migrate());
    await store.write(async (tx) => {
      for (const sourceId of ['1', '2']) {
        await leaveIntent(tx, { entityType: 'folder', sourceId, parentTargetId: 7 });
      }
    });

    await store.write((tx) =>
      saveContents(tx, 'folder', [
        { sourceId: '1', content: { contentHash: 'one', versionId: 3 } },
        { sourceId: '2', content: { contentHash: 'two', parentTargetId: null } },
      ]),
    );

    const mapped = await getMapped(store.read, 'folder', ['1', '2']);
    expect(mapped.get('1')).toMatchObject({ contentHash: 'one', versionId: 3, parentTargetId: 7 });
    expect(mapped.get('2')).toMatchObject({ contentHash: 'two', versionId: null, parentTargetId: null });
  });

  test('of drafts that are saved again, those that changed remember how they were loaded', async () => {
    await using kit = await openTestStore();
    const { store } = await kit.begin(await kit.migrate());
    const aDraft = (sourceId: string, name: string): ModuleDraft => ({
      type: 'module',
      sourceId,
      sourceKey: `/${sourceId}`,
      name,
      description: '',
      parentSourceId: null,
    });
    const save = (...drafts: readonly ModuleDraft[]) =>
      store.write((tx) =>
        saveDrafts(
          tx,
          'folder',
          drafts.map((draft) => ({ draft, contentHash: draft.name })),
        ),
      );

    await save(aDraft('1', 'A'), aDraft('2', 'B'));
    await save(aDraft('1', 'A'), aDraft('2', 'C'));

    const drafts = await listDrafts<ModuleDraft>(store.read, 'folder', ['1', '2']);
    expect(drafts.map(({ draft, loadedDraft }) => [draft.name, loadedDraft?.name])).toEqual([
      ['A', undefined],
      ['C', 'B'],
    ]);
  });
}
