import { expect, test } from 'vitest';
import { inMigration } from '../in-run.ts';
import { findMeantUrl, keepAddress, meanSites, moveAddress, redirectUnmet } from '../tables/addresses.ts';
import type { OpenTestStore } from './open-test-store.ts';

const URLS = { source: 'http://source', target: 'http://target' };
const OTHERS = { source: 'http://other-source', target: 'http://other-target' };

/** Tests which sites a migration is meant for until it contacts them. */
export function registerSites(openTestStore: OpenTestStore): void {
  test('other variables change what a run is meant for where it has met nothing yet, and nowhere else', async () => {
    await using kit = await openTestStore();
    const [started, untouched] = [await kit.migrate(), await kit.migrate()];
    const read = inMigration(kit.store.read, started.id);
    await kit.store.write(async (tx) => {
      const migration = inMigration(tx, started.id);
      await meanSites(migration, URLS);
      await keepAddress(migration, 'source', { url: URLS.source, projectId: '1', projectName: 'WEB' });
    });

    await kit.store.write((tx) => redirectUnmet(tx, OTHERS));

    expect([await findMeantUrl(read, 'source'), await findMeantUrl(read, 'target')]).toEqual([
      URLS.source,
      OTHERS.target,
    ]);
    expect(await findMeantUrl(inMigration(kit.store.read, untouched.id), 'target')).toBeNull();
  });

  test('the new address of a site that was not met yet is the one that is meant', async () => {
    await using kit = await openTestStore();
    const { id } = await kit.migrate();
    await kit.store.write(async (tx) => {
      await meanSites(inMigration(tx, id), URLS);
      await moveAddress(inMigration(tx, id), 'target', OTHERS.target);
    });

    expect(await findMeantUrl(inMigration(kit.store.read, id), 'target')).toBe(OTHERS.target);
  });
}
