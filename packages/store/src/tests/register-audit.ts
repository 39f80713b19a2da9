import type { AuditItem } from '@z2q/contracts';
import { expect, test } from 'vitest';
import { pageActs, saveAct } from '../tables/audit.ts';
import { NOW, type OpenTestStore } from './open-test-store.ts';

const anAct = (act: string): AuditItem => ({
  at: NOW,
  who: 'full 127.0.0.1',
  act,
  on: 'run 1',
  detail: '',
});

export function registerAudit(openTestStore: OpenTestStore): void {
  test('acts are paged from the newest to the oldest', async () => {
    await using kit = await openTestStore();
    await kit.store.write(async (tx) => {
      for (const act of ['startRun', 'pauseRun', 'resumeRun']) await saveAct(tx, anAct(act));
    });

    const first = await pageActs(kit.store.read, 2, null);
    const rest = await pageActs(kit.store.read, 2, String(first.at(-1)?.id));

    expect(first.map(({ id: _, ...act }) => act)).toEqual([anAct('resumeRun'), anAct('pauseRun')]);
    expect(rest).toMatchObject([anAct('startRun')]);
  });

  test('what is in the audit log can be neither changed nor deleted', async () => {
    await using kit = await openTestStore();
    await kit.store.write((tx) => saveAct(tx, anAct('rollbackMigration')));

    const changed = kit.store.write((tx) => tx.updateTable('audit').set({ who: 'nobody' }).execute());
    const deleted = kit.store.write((tx) => tx.deleteFrom('audit').execute());

    await expect(changed).rejects.toThrow('only added to');
    await expect(deleted).rejects.toThrow('only added to');
    expect(await pageActs(kit.store.read, 10, null)).toHaveLength(1);
  });
}
