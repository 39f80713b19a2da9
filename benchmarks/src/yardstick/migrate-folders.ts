import { inParallel } from './in-parallel.ts';
import type { Scope } from './migrate-project.ts';
import { type Made, type Place, ROOT } from './qtest-api.ts';
import type { Case, Cycle, Execution, Folder } from './zephyr-records.ts';

/** Where records go on the target; those without a folder have places of their own. */
export type Folders = {
  readonly count: number;
  moduleOf(folderId: number | undefined): number;
  cycleOf(folderId: number | undefined): Place;
  readonly adHoc: Place;
};
type Records = {
  readonly cases: readonly Case[];
  readonly cycles: readonly Cycle[];
  readonly executions: readonly Execution[];
};

/** Rebuilds both trees, and makes places for what has no folder. */
export async function migrateFolders(scope: Scope, records: Records): Promise<Folders> {
  const { zephyr, qtest, projectKey } = scope;
  const list = (folderType: string) => zephyr.list<Folder>('/folders', { folderType });
  const caseFolders = await list('TEST_CASE');
  const cycleFolders = await list('TEST_CYCLE');
  const planFolders = await list('TEST_PLAN');

  const createModule = async (name: string, parentId?: number): Promise<number> =>
    (await qtest.send<Made>('POST', '/modules', { name }, parentId === undefined ? {} : { parentId })).id;
  const createCycle = async (name: string, parentId?: number): Promise<number> =>
    (
      await qtest.send<Made>(
        'POST',
        '/test-cycles',
        { name },
        parentId === undefined ? ROOT : inCycle(parentId),
      )
    ).id;

  const modules = await rebuild(caseFolders, createModule);
  const cycles = await rebuild(cycleFolders, createCycle);
  const isUnfiled = ({ folder }: Case | Cycle): boolean => folder === null;
  const rootModule = records.cases.some(isUnfiled) ? await createModule(projectKey) : 0;
  const rootCycle = records.cycles.some(isUnfiled) ? await createCycle(projectKey) : 0;
  const isAdHoc = records.executions.some(({ testCycle }) => testCycle === null);
  const adHocSuite = isAdHoc
    ? await qtest.send<Made>('POST', '/test-suites', { name: 'Ad hoc executions', properties: [] }, ROOT)
    : { id: 0 };
  return {
    count: caseFolders.length + cycleFolders.length + planFolders.length,
    moduleOf: (id) => (id === undefined ? rootModule : (modules.get(id) ?? rootModule)),
    cycleOf: (id) => inCycle(id === undefined ? rootCycle : (cycles.get(id) ?? rootCycle)),
    adHoc: { parentId: adHocSuite.id, parentType: 'test-suite' },
  };
}

const inCycle = (parentId: number): Place => ({ parentId, parentType: 'test-cycle' });

/** Level by level, since a folder needs the id of its parent. */
async function rebuild(
  folders: readonly Folder[],
  create: (name: string, parentId?: number) => Promise<number>,
): Promise<ReadonlyMap<number, number>> {
  const made = new Map<number, number>();
  const isTop = ({ parentId }: Folder): boolean => parentId === null;
  for (let level = folders.filter(isTop); level.length > 0; ) {
    const ids = await inParallel(level, ({ name, parentId }) => create(name, made.get(parentId ?? 0)));
    for (const [index, { id }] of level.entries()) made.set(id, ids[index] ?? 0);
    const parents = new Set(level.map(({ id }) => id));
    level = folders.filter(({ parentId }) => parentId !== null && parents.has(parentId));
  }
  return made;
}
