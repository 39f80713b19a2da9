import {
  isSameAddress,
  type PreflightCheck,
  type ProjectAddress,
  type Side,
  tellOtherSite,
} from '@z2q/contracts';
import { findAddresses, inMigration, keepAddress, type Migration, type Store } from '@z2q/store';
import { failed, notChecked, passed } from './finding.ts';

/** Checks that a project is the one the migration belongs to. The first time, its address is stored. */
export async function checkAddress(
  store: Store,
  migration: Migration,
  side: Side,
  seen: { readonly url: string } & Partial<ProjectAddress>,
): Promise<PreflightCheck> {
  const name = `${side}_site`;
  const { url, projectId, projectName = '' } = seen;
  const kept =
    projectId === undefined
      ? (await findAddresses(inMigration(store.read, migration.id)))[side]
      : await store.write((tx) =>
          keepAddress(inMigration(tx, migration.id), side, { url, projectId, projectName }),
        );
  if (!kept) return { name, ...notChecked('the project cannot be read') };
  if (!isSameAddress(kept, seen)) {
    const { detail, fix } = tellOtherSite(side, kept, seen);
    return { name, ...failed(detail, fix) };
  }
  return { name, ...passed(`The migration belongs to project ${kept.projectId} at ${kept.url}.`) };
}
