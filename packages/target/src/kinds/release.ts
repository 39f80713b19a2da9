import type { ReleaseDraft, ReleaseWrite, TargetRelease } from '@z2q/contracts';
import { compareDescribed, toReleaseWrite } from '@z2q/mapping';
import { listInside } from '../containers.ts';
import type { TargetKind } from '../target-kind.ts';

/** A test plan becomes a release, which hangs on the project itself. */
export const RELEASE: TargetKind<ReleaseDraft, TargetRelease, ReleaseWrite> = {
  type: 'test_plan',
  noun: 'Release',
  placeNoun: 'project',
  identity: { field: null, stamped: ({ description }) => description },
  made: null,
  isDraft: (draft) => draft.type === 'release',
  parentOf: () => null,
  rootOf: () => null,
  keyOf: ({ sourceKey }) => sourceKey ?? '',
  sourceIdIn: null,

  placeOf: () => null,
  listAll: ({ client, signal }) => client.listReleases(signal),
  list: ({ client, signal }) => client.listReleases(signal),
  read: ({ client, signal }, id) => client.getRelease(id, signal),
  holder: 'releases',
  contents: (site, id) => listInside(site, { type: 'release', id }),
  isGuarded: false,

  toWrite: ({ fieldsOf }, draft) => toReleaseWrite(draft, { fields: fieldsOf('releases') }),
  create: ({ client }, write) => client.createRelease(write),
  update: ({ client }, id, write) => client.updateRelease(id, write),
  move: null,
  isTopClosed: false,
  approval: null,
  compare: (_, sent, release) => compareDescribed(sent, release),
  remove: ({ client, signal }, id) => client.deleteRelease(id, signal),
};
