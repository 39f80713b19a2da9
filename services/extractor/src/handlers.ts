import { type BatchHandlers, createContact } from '@z2q/runtime';
import type { ExtractorContext } from './context.ts';
import { createDownloadAttachments } from './download-attachments.ts';
import { createExtractRecords } from './extract-records.ts';
import { createFinishInventory } from './finish-inventory.ts';
import { createListPage } from './list-page.ts';
import { passFolders } from './pass-folders.ts';
import { createTakeInventory } from './take-inventory.ts';

/** Maps each kind of batch to its handler. */
export const createHandlers = (context: ExtractorContext): BatchHandlers => ({
  'extract/project/plan': createTakeInventory(context),
  'extract/project/page': createListPage(context),
  'extract/project/finish': createFinishInventory(context),
  'extract/folder/records': passFolders,
  'extract/test_case/records': createExtractRecords(context, 'test_case'),
  'extract/test_cycle/records': createExtractRecords(context, 'test_cycle'),
  'extract/test_plan/records': createExtractRecords(context, 'test_plan'),
  'extract/test_execution/records': createExtractRecords(context, 'test_execution'),
  'extract/attachment/records': createDownloadAttachments(context),
  contact: createContact('source', context.source.baseUrl, async ({ migration, signal }) => {
    const { sourceId, key } = await context.source.getProject(migration.sourceProjectKey, signal);
    return { projectId: sourceId, projectName: key };
  }),
});
