import type { DescribedWrite, ModuleDraft, TargetModule } from '@z2q/contracts';
import { compareDescribed, stampOf } from '@z2q/mapping';
import { toInside } from '../containers.ts';
import { MADE } from '../made-places.ts';
import type { TargetKind } from '../target-kind.ts';
import { folderKey, folderParent, toFolderWrite } from './folder.ts';
import { TEST_CASES_A_PAGE } from './test-case.ts';

/** A folder of test cases. */
export const MODULE: TargetKind<ModuleDraft, TargetModule, DescribedWrite> = {
  ...folderKey,
  type: 'folder',
  noun: 'Module',
  placeNoun: 'parent',
  identity: { field: null, stamped: ({ description }) => description },
  made: {
    sourceId: MADE.module,
    keyOf: (projectKey) => `${projectKey}-unfiled-cases`,
    toWrite: (_, projectKey) => ({
      name: projectKey,
      description: `Test cases of ${projectKey} without a folder. ${stampOf(`${projectKey}-unfiled-cases`)}`,
    }),
  },
  isDraft: (draft) => draft.type === 'module',
  parentOf: folderParent,
  rootOf: ({ rootModule }) => rootModule,

  placeOf: ({ parentId }) => parentId,
  listAll: async ({ client, signal }) =>
    (await client.listModuleTree(null, signal)).flatMap((root) => flatten(root, null)),
  list: ({ client, signal }, place) => client.listModules(place, signal),
  read: ({ client, signal }, id) => client.getModule(id, signal),
  holder: null,
  contents: async ({ client, signal }, id) => {
    const { items } = await client.pageTestCases({ moduleId: id, page: 1, size: TEST_CASES_A_PAGE }, signal);
    const modules = await client.listModules(id, signal);
    return [
      ...items.filter(({ moduleId }) => moduleId === id).map(toInside('test case', 'test_case')),
      ...modules.map(toInside('module', 'folder', 'container')),
    ];
  },
  isGuarded: true,

  toWrite: (_, draft) => toFolderWrite(draft),
  create: ({ client }, write, parentId) => client.createModule({ ...write, parentId }),
  update: ({ client }, id, write) => client.updateModule(id, write),
  move: ({ client }, id, place) => client.moveModule(id, place ?? 0),
  // The top level has no id that the request could name.
  isTopClosed: true,
  approval: null,
  compare: (_, sent, module) => compareDescribed(sent, module),
  remove: ({ client, signal }, id) => client.deleteModule(id, signal),
};

const flatten = (module: TargetModule, parentId: number | null): readonly TargetModule[] => [
  { ...module, parentId },
  ...module.children.flatMap((child) => flatten(child, module.id)),
];
