import type { CycleFolderDraft, DescribedWrite, TargetCycle } from '@z2q/contracts';
import { compareDescribed, stampOf } from '@z2q/mapping';
import { containerAt, listInside, locate } from '../containers.ts';
import { MADE } from '../made-places.ts';
import type { Place, TargetKind } from '../target-kind.ts';
import { folderKey, folderParent, toFolderWrite } from './folder.ts';

/** The answer about a cycle does not contain its place; only the listing that showed it tells. */
export type PlacedCycle = TargetCycle & { readonly place: Place | undefined };

/** A folder of Zephyr's test cycles. */
export const TEST_CYCLE: TargetKind<CycleFolderDraft, PlacedCycle, DescribedWrite> = {
  ...folderKey,
  type: 'folder',
  noun: 'Test cycle',
  placeNoun: 'parent',
  identity: { field: null, stamped: ({ description }) => description },
  made: {
    sourceId: MADE.testCycle,
    keyOf: (projectKey) => `${projectKey}-unfiled-cycles`,
    toWrite: (_, projectKey) => ({
      name: projectKey,
      description: `Test cycles of ${projectKey} without a folder. ${stampOf(`${projectKey}-unfiled-cycles`)}`,
    }),
  },
  isDraft: (draft) => draft.type === 'cycle-folder',
  parentOf: folderParent,
  rootOf: ({ rootCycle }) => rootCycle,

  placeOf: ({ place }) => place,
  listAll: async ({ client, signal }) =>
    (await client.listCycleTree(containerAt(null), signal)).flatMap((root) => flatten(root, null)),
  list: async ({ client, signal }, place) =>
    (await client.listCycleTree(containerAt(place), signal)).map((cycle) => ({ ...cycle, place })),
  read: async ({ client, signal }, id, places) => {
    const cycle = await client.getCycle(id, signal);
    const place = await locate(places, async (some) => {
      const siblings = await client.listCycleTree(containerAt(some), signal);
      return siblings.some((sibling) => sibling.id === id);
    });
    return { ...cycle, place };
  },
  holder: null,
  contents: (site, id) => listInside(site, containerAt(id)),
  isGuarded: true,

  toWrite: (_, draft) => toFolderWrite(draft),
  create: async ({ client }, write, place) => ({
    ...(await client.createCycle({ ...write, parent: containerAt(place) })),
    place,
  }),
  update: async ({ client }, id, write) => ({ ...(await client.updateCycle(id, write)), place: undefined }),
  move: ({ client }, id, place) => client.moveCycle(id, containerAt(place)),
  isTopClosed: false,
  approval: null,
  compare: (_, sent, cycle) => compareDescribed(sent, cycle),
  remove: ({ client, signal }, id) => client.deleteCycle(id, signal),
};

const flatten = (cycle: TargetCycle, place: Place): readonly PlacedCycle[] => [
  { ...cycle, place },
  ...cycle.children.flatMap((child) => flatten(child, cycle.id)),
];
