import type { Draft } from '@z2q/contracts';
import { expect, test } from 'vitest';
import { listCounts } from '../tables/counts.ts';
import { saveDrafts } from '../tables/drafts.ts';
import { listEarlierSkips } from '../tables/earlier-outcomes.ts';
import { pageFailures, storeFailures } from '../tables/failures.ts';
import { addRecords, markRecords } from '../tables/records.ts';
import { skipRecords } from '../tables/skips.ts';
import { getExpected, isValidated, resetValidation } from '../tables/validation.ts';
import { pageVerifiedContent, saveReadHashes } from '../tables/verified-content.ts';
import { NOW, type OpenTestStore } from './open-test-store.ts';

const named = (sourceId: string) => ({ sourceId, sourceKey: null });

/** Tests what a validation looks at, and what it deletes of an earlier one. */
export function registerValidation(openTestStore: OpenTestStore): void {
  test('any number of records can be asked about, more than SQLite takes parameters', async () => {
    await using kit = await openTestStore();
    const migration = await kit.migrate();
    const { store } = await kit.begin(migration);
    await store.write(async (tx) => {
      await addRecords(tx, 'test_case', ['1', '39999'].map(named));
      await skipRecords(tx, 'test_case', [{ sourceId: '39999', reason: 'No place' }]);
    });
    const ids = Array.from({ length: 40_000 }, (_, index) => String(index));

    const skips = await listEarlierSkips(store.read, 'test_case', ids);
    const expected = await getExpected(store.read, 'test_case', ids);

    expect(skips).toEqual([{ sourceId: '39999', reason: 'No place' }]);
    expect(expected).toEqual(new Set(['1']));
  });

  test('a validation that begins anew forgets its own findings, and no failure of another phase', async () => {
    await using kit = await openTestStore();
    const { store } = await kit.begin(await kit.migrate());
    const before = await isValidated(store.read, 'test_case');
    await store.write(async (tx) => {
      await addRecords(tx, 'test_case', ['1', '2', '3'].map(named));
      await markRecords(tx, 'test_case', 'verified', ['1']);
      for (const [phase, sourceId] of [
        ['validate', '2'],
        ['load', '3'],
      ] as const) {
        const failures = [{ ...named(sourceId), code: 'missing_on_target' as const, message: 'Gone' }];
        await storeFailures(tx, { phase, entityType: 'test_case', failures, now: NOW });
      }
    });
    const between = await isValidated(store.read, 'test_case');

    await store.write((tx) => resetValidation(tx, 'test_case', ['1', '2', '3']));

    expect([before, between, await isValidated(store.read, 'test_case')]).toEqual([false, true, false]);
    expect(await pageFailures(store.read, {}, 10, null)).toMatchObject([{ phase: 'load', sourceId: '3' }]);
    expect(await listCounts(store.read)).toMatchObject([{ verified: 0, failed: 1 }]);
  });

  test('what was verified is told page by page, with a hash of either side', async () => {
    await using kit = await openTestStore();
    const { store } = await kit.begin(await kit.migrate());
    const draft = { type: 'module', sourceId: '1', sourceKey: '/a', name: 'a' } as Draft;
    await store.write(async (tx) => {
      await addRecords(tx, 'folder', ['1', '2', '3', '4'].map(named));
      await saveDrafts(tx, 'folder', [{ draft, contentHash: 'sent' }]);
      await saveReadHashes(tx, 'folder', [
        { sourceId: '1', readHash: 'read' },
        { sourceId: '3', readHash: 'read, and failed since' },
      ]);
      await markRecords(tx, 'folder', 'verified', ['1', '2', '4']);
    });

    const first = await pageVerifiedContent(store.read, 'folder', '', 2);
    const rest = await pageVerifiedContent(store.read, 'folder', '2', 2);

    expect(first).toEqual([
      { ...named('1'), sourceHash: 'sent', readHash: 'read' },
      { ...named('2'), sourceHash: null, readHash: null },
    ]);
    expect(rest).toEqual([{ ...named('4'), sourceHash: null, readHash: null }]);
  });
}
