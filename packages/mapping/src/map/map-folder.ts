import type { CycleFolderDraft, ModuleDraft, SourceFolder, Transformed } from '@z2q/contracts';
import { FOLDER_FIELDS } from '../fields/folder-fields.ts';
import { type Detail, toStampedHtml } from '../text/details-block.ts';
import { folderStampKey } from '../text/stamp.ts';
import type { FolderContext } from './context.ts';
import { toEntityName } from './entity-name.ts';
import type { LedgerBook } from './ledger-book.ts';
import { placeFields } from './place-fields.ts';

/** A folder of cases becomes a module, a folder of cycles a test cycle. Releases have no folders. */
export function mapFolder(
  folder: SourceFolder,
  context: FolderContext,
): Transformed<ModuleDraft | CycleFolderDraft> {
  const { details, book } = placeFields(FOLDER_FIELDS, folder, 'test-cases', context);
  const parentDetails = lostParent(folder, context, book);
  if (folder.folderType === 'TEST_PLAN') {
    for (const field of ['name', 'parentId', 'folderType', 'index'])
      book.changed(field, 'plans_have_no_folders');
    return {
      outcome: 'skipped',
      reason: 'A folder of test plans: releases have no folders on the target. Its plans name it.',
      ledger: book.close(),
    };
  }
  const { name, details: nameDetails } = toEntityName(folder.name, `Folder ${folder.sourceId}`, book);
  const draft: ModuleDraft | CycleFolderDraft = {
    type: folder.folderType === 'TEST_CASE' ? 'module' : 'cycle-folder',
    sourceId: folder.sourceId,
    sourceKey: folder.path,
    name,
    description: toStampedHtml(
      '',
      [...nameDetails, ...parentDetails, ...details],
      folderStampKey(folder.sourceId),
    ),
    parentSourceId: folder.parentId,
  };
  return { outcome: 'draft', draft, ledger: book.close() };
}

/** A folder whose parent is not listed, or is inside the folder itself, goes to the root. */
function lostParent(
  { sourceId, parentId }: SourceFolder,
  { statedParent }: FolderContext,
  book: LedgerBook,
): readonly Detail[] {
  const stated = statedParent(sourceId);
  if (stated === null || stated === parentId) return [];
  book.changed('parentId', 'parent_not_listed', { before: stated });
  return [{ label: 'Parent folder in Zephyr', values: [stated], source: 'parentId' }];
}
