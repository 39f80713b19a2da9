import type { ZephyrProject } from '../zephyr-data/zephyr-data.ts';
import type { Located } from './record-index.ts';
import { notFound } from './zephyr-api-error.ts';

/** Whether Zephyr's own filter includes subfolders is unknown; this one does not. */
export const isInFolder =
  (folderId: number | undefined) =>
  ({ record }: Located<{ folderId: number | null }>): boolean =>
    folderId === undefined || record.folderId === folderId;

export const isOfJiraVersion =
  (jiraVersionId: number | undefined) =>
  ({ record }: Located<{ jiraVersionId: number | null }>): boolean =>
    jiraVersionId === undefined || record.jiraVersionId === jiraVersionId;

/** `updatedAfterMs` is an instant in milliseconds. A record that was never changed counts as changed in 1970. */
export const isChangedAfter =
  (updatedAfterMs: number | undefined) =>
  ({ record }: Located<{ updatedOn: string | null }>): boolean =>
    updatedAfterMs === undefined || Date.parse(record.updatedOn ?? '1970-01-01T00:00:00Z') > updatedAfterMs;

/** Throws 404 for a filter by an unknown folder. */
export function requireFolder(projects: readonly ZephyrProject[], folderId: number | undefined): void {
  if (folderId === undefined) return;
  const isKnown = projects.some(({ folders }) => folders.some(({ id }) => id === folderId));
  if (!isKnown) throw notFound('Folder');
}
