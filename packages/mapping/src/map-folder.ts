import type { CycleFolderDraft, ModuleDraft, SourceFolder, Transformed } from '@z2q/contracts';
import type { MappingContext } from './context.ts';
import { toStampedHtml } from './details-block.ts';
import { toEntityName } from './entity-name.ts';
import { FOLDER_FIELDS } from './folder-fields.ts';
import { placeFields } from './place-fields.ts';
import { folderStampKey } from './stamp.ts';

/** A folder of cases becomes a module, one of cycles a test cycle; releases have no folders. */
export function mapFolder(
  folder: SourceFolder,
  context: MappingContext,
): Transformed<ModuleDraft | CycleFolderDraft> {
  const { details, book } = placeFields(FOLDER_FIELDS, folder, 'test-cases', context);
  if (folder.folderType === 'TEST_PLAN') {
    book.changed(
      'name',
      'Releases have no folders: the path is written in the description of each plan in it.',
    );
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
    description: toStampedHtml('', [...nameDetails, ...details], folderStampKey(folder.sourceId)),
    parentSourceId: folder.parentId,
  };
  return { outcome: 'draft', draft, ledger: book.close() };
}
