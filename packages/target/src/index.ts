export { type FoundHolder, loadFileHolders } from './file-holders.ts';
export { hasKey, isOf, type RecordIdentity, shownKey, type TargetObject } from './identity.ts';
export {
  folderIdIn,
  KEYED,
  type Keyed,
  type KeyedObject,
  type KeyedPage,
  mayBeKeyOf,
  pageKeyed,
} from './keyed-objects.ts';
export { FILE, type FileHolder } from './kinds/file.ts';
export { MODULE } from './kinds/module.ts';
export { RELEASE } from './kinds/release.ts';
export { TEST_CASE, TEST_CASES_A_PAGE } from './kinds/test-case.ts';
export { TEST_CYCLE } from './kinds/test-cycle.ts';
export { type LoggedVersion, TEST_LOG } from './kinds/test-log.ts';
export { TEST_RUN } from './kinds/test-run.ts';
export { TEST_SUITE } from './kinds/test-suite.ts';
export { MADE } from './made-places.ts';
export { comparePlace, listOwn, loadParents } from './places.ts';
export { readOrGone } from './read-or-gone.ts';
export { openSite, type Site, toSite } from './site.ts';
export { loadStepIds, orderedIds, versionOf } from './step-ids.ts';
export type { Inside, MadePlace, ObjectWrite, ParentRef, Place, TargetKind } from './target-kind.ts';
export { toCreation, withoutClaimed } from './unclaimed.ts';
