import type { FolderType } from '@z2q/contracts';
import { countLeaves } from '@z2q/ledger';
import { type BatchHandler, PauseRunError, toFailure } from '@z2q/runtime';
import {
  addRecords,
  noteReceived,
  saveFolders,
  saveReferences,
  saveSourceProject,
  storeFailures,
} from '@z2q/store';
import { accountForProject } from './account-for-project.ts';
import { accountForUnasked } from './account-for-unasked.ts';
import type { ExtractorContext } from './context.ts';
import { pageBatch } from './list-page.ts';
import { LISTED_TYPES } from './listed-type.ts';
import { toFolderTree } from './to-folder-tree.ts';

const FOLDER_TYPES: readonly FolderType[] = ['TEST_CASE', 'TEST_CYCLE', 'TEST_PLAN'];

/** Reads the project, its folders and the lists its records refer to, and begins the listing of each type. */
export function createTakeInventory({ source }: ExtractorContext): BatchHandler {
  return async ({ migration, signal, throwIfStopped, now }) => {
    const key = migration.sourceProjectKey;
    const project = await source.getProject(key, signal);
    if (!project.isEnabled) throw notEnabled(key);
    const references = await source.listReferences(key, signal);
    const listed = await Promise.all(
      FOLDER_TYPES.map(async (type) => ({ type, listed: await source.listFolders(key, type, signal) })),
    );
    const unreadable = listed.flatMap((list) => list.listed.unreadable);
    throwIfStopped();
    const size = migration.options.pageSize;
    return {
      handOn: LISTED_TYPES.map((type) => pageBatch({ type, startAt: 0, size, isFirst: true })),
      commit: async (tx) => {
        await saveSourceProject(tx, project);
        await saveReferences(tx, references.references);
        await accountForProject(tx, { project, references, folders: listed });
        await accountForUnasked(tx, migration.options.attachments);
        const folders = listed.flatMap((list) => list.listed.folders);
        await saveFolders(tx, toFolderTree(folders));
        await noteReceived(tx, 'folder', [...folders, ...unreadable].map(toReceived));
        await addRecords(tx, 'folder', unreadable);
        await storeFailures(tx, {
          phase: 'extract',
          entityType: 'folder',
          failures: unreadable.map((item) =>
            toFailure(item, 'source_record_unreadable', `${item.reason}. Nothing can be placed in it.`),
          ),
          now: now().toISOString(),
        });
      },
    };
  };
}

const toReceived = ({ sourceId, raw }: { readonly sourceId: string; readonly raw: unknown }) => ({
  sourceId,
  received: countLeaves(raw),
});

const notEnabled = (key: string): PauseRunError =>
  new PauseRunError({
    reason: 'unauthorized',
    action: `Zephyr Scale is not enabled for project ${key}. Enable it in the project's settings in Jira; the run goes on by itself.`,
    tryAgainMs: 60_000,
  });
