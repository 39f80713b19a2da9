import type { ZephyrData } from '@z2q/sandbox';

/** Removes what has no place on the target: files of cycles and folders of plans. */
export function withoutUnplaced(data: ZephyrData): ZephyrData {
  for (const project of data.projects) {
    project.attachments = project.attachments.filter(({ owner }) => owner.kind !== 'test_cycle');
    project.folders = project.folders.filter(({ folderType }) => folderType !== 'TEST_PLAN');
    for (const plan of project.plans) plan.folderId = null;
  }
  return data;
}
