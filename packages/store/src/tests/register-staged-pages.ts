import type { RunId } from '@z2q/contracts';
import { chunk } from '@z2q/pipeline';
import { expect, test } from 'vitest';
import { inRun, type RunStore, storeOfRun } from '../in-run.ts';
import { startRun } from '../orchestration/start-run.ts';
import { saveAttachments } from '../tables/attachments.ts';
import { saveFolders } from '../tables/folders.ts';
import { finishRun } from '../tables/runs.ts';
import { type NewStagedExecution, saveListed, saveListedExecutions } from '../tables/staged.ts';
import {
  getNewest,
  type ListedBy,
  listPlanned,
  type PlannedRecord,
  pageStaged,
} from '../tables/staged-pages.ts';
import type { OpenTestStore, TestStore } from './open-test-store.ts';

const openStaged = async (kit: TestStore): Promise<RunStore> => (await kit.begin(await kit.migrate())).store;

const anExecution = (id: number, run: Partial<NewStagedExecution> = {}): NewStagedExecution => ({
  sourceId: String(id),
  sourceKey: `WEB-E${id}`,
  folderId: null,
  raw: {},
  testCaseKey: 'WEB-T1',
  cycleId: '5',
  environmentId: null,
  actualEnd: null,
  ...run,
});

async function readPages(
  { read }: RunStore,
  type: Parameters<typeof pageStaged>[1],
  limit: number,
  {
    isReversed = false,
    listedBy = read.runId,
  }: { readonly isReversed?: boolean; readonly listedBy?: ListedBy } = {},
): Promise<readonly (readonly PlannedRecord[])[]> {
  const pages: (readonly PlannedRecord[])[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const query = { listedBy, after, limit, isReversed };
    const page: Awaited<ReturnType<typeof pageStaged>> = await pageStaged(read, type, query);
    pages.push(page.records);
    after = page.next;
  }
  return pages;
}

const idsOf = (pages: readonly (readonly PlannedRecord[])[]) =>
  pages.map((page) => page.map(({ sourceId }) => sourceId));

/** Tests the order in which staged records are planned, and where pages end. */
export function registerStagedPages(openTestStore: OpenTestStore): void {
  test('executions come test run by test run and oldest first, and no page ends within a test run', async () => {
    await using kit = await openTestStore();
    const staged = await openStaged(kit);
    const executions = [
      anExecution(100, { actualEnd: '2026-01-02' }),
      anExecution(9, { actualEnd: '2026-01-02' }),
      anExecution(3, { actualEnd: '2026-01-03' }),
      anExecution(4),
      anExecution(5, { cycleId: null }),
      anExecution(6, { environmentId: '2' }),
      anExecution(7, { environmentId: '2' }),
      anExecution(8, { testCaseKey: 'WEB-T10' }),
    ];
    await staged.write((tx) => saveListedExecutions(tx, executions));

    const pages = await readPages(staged, 'test_execution', 2);

    const runs = [['4', '9', '100', '3'], ['6', '7'], ['8'], ['5']];
    expect(idsOf(pages).flat().toSorted()).toEqual(runs.flat().toSorted());
    for (const run of runs)
      expect(
        idsOf(pages).flatMap((page) =>
          chunk(
            page.filter((id) => run.includes(id)),
            9,
          ),
        ),
      ).toEqual([run]);
    expect(pages.length).toBeGreaterThan(2);
  });

  test('records of another run are in no page, and every record of this one is in one', async () => {
    await using kit = await openTestStore();
    const staged = await openStaged(kit);
    const cases = Array.from({ length: 25 }, (_, index) => ({
      sourceId: String(index + 1),
      sourceKey: `WEB-T${index + 1}`,
      folderId: String(index % 3),
      raw: {},
    }));
    const { migrationId } = staged.read;
    const earlier = storeOfRun(kit.store, { id: 'earlier' as RunId, migrationId });
    await staged.write((tx) => saveListed(tx, 'test_case', cases.slice(0, 20)));
    await earlier.write((tx) => saveListed(tx, 'test_case', cases.slice(20)));

    const pages = await readPages(staged, 'test_case', 7);

    expect(idsOf(pages).map((page) => page.length)).toEqual([7, 7, 6]);
    expect(new Set(idsOf(pages).flat())).toEqual(new Set(cases.slice(0, 20).map(({ sourceId }) => sourceId)));
    expect(idsOf(pages).flat().slice(0, 4)).toEqual(['1', '4', '7', '10']);
  });

  test('what the newest whole listing does not have any more is in none of its pages', async () => {
    await using kit = await openTestStore();
    const migration = await kit.migrate();
    const cases = ['1', '2', '3', '4', '5'].map((sourceId) => ({
      sourceId,
      sourceKey: `WEB-T${sourceId}`,
      folderId: null,
      raw: {},
    }));
    for (const [at, listed] of [cases, cases.slice(0, 3)].entries()) {
      const now = `2026-11-2${at + 2}T12:00:00.000Z`;
      await kit.store.write(async (tx) => {
        const run = await startRun(tx, migration, 'migrate', ['extract'], now);
        await saveListed(inRun(tx, run), 'test_case', listed);
        await tx.updateTable('run_stages').set({ state: 'done' }).where('run_id', '=', run.id).execute();
        await finishRun(tx, run.id, 'completed', now);
      });
    }
    const staged = storeOfRun(kit.store, { id: 'later' as RunId, migrationId: migration.id });

    const pages = await readPages(staged, 'test_case', 2, { listedBy: 'newest' });
    const all = await readPages(staged, 'test_case', 2, { listedBy: null });
    const newest = await getNewest(staged.read, 'test_case', idsOf(all).flat());

    expect(idsOf(pages)).toEqual([['1', '2'], ['3']]);
    expect(idsOf(all)).toEqual([['1', '2'], ['3', '4'], ['5']]);
    expect([...newest].toSorted()).toEqual(['1', '2', '3']);
  });

  test('folders come level by level, and from the deepest when asked in reverse', async () => {
    await using kit = await openTestStore();
    const staged = await openStaged(kit);
    const folders = [2, 0, 1, 10, 1].map((depth, index) => ({
      sourceId: String(index),
      name: 'f',
      path: '/f',
      folderType: 'TEST_CASE' as const,
      parentId: null,
      index: 0,
      depth,
      raw: {},
    }));
    await staged.write((tx) => saveFolders(tx, folders));

    const down = await readPages(staged, 'folder', 2);
    const up = await readPages(staged, 'folder', 2, { isReversed: true });

    expect(down.flat().map(({ level }) => level)).toEqual([0, 1, 1, 2, 10]);
    expect(up.flat().map(({ level }) => level)).toEqual([10, 2, 1, 1, 0]);
  });

  test('files of one owner are one group, and no page ends between them', async () => {
    await using kit = await openTestStore();
    const staged = await openStaged(kit);
    const files = ['test_case/1/a', 'test_case/1/b', 'test_case/1/c', 'test_case/10/a', 'test_case/2/a'];
    await staged.write((tx) =>
      saveAttachments(
        tx,
        files.map((sourceId) => ({
          sourceId,
          attachmentId: 'a',
          name: 'a.png',
          owner: { kind: 'test_case', ownerId: '1' },
          ownerKey: 'WEB-T1',
          raw: {},
        })),
      ),
    );

    const pages = await readPages(staged, 'attachment', 2);

    expect(idsOf(pages)).toEqual([files.slice(0, 3), files.slice(3), []]);
    expect(new Set(pages[0]?.map(({ group }) => group))).toEqual(new Set(['test_case/1']));
  });

  test('given records come in the same order, and one that is not staged comes last, by itself', async () => {
    await using kit = await openTestStore();
    const staged = await openStaged(kit);
    const executions = [anExecution(1), anExecution(2, { cycleId: null }), anExecution(3)];
    await staged.write((tx) => saveListedExecutions(tx, executions));

    const records = await listPlanned(staged.read, 'test_execution', ['gone', '3', '2', '1']);

    expect(records.map(({ sourceId }) => sourceId)).toEqual(['2', '1', '3', 'gone']);
    expect(new Set(records.map(({ group }) => group)).size).toBe(3);
  });
}
