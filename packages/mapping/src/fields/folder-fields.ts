import type { SourceFolder } from '@z2q/contracts';
import { type FieldTable, toDetails, toIdMap, toOwn } from './field-table.ts';

/** Zephyr folder → qTest module (test cases) or test cycle (cycles). */
export const FOLDER_FIELDS: FieldTable<SourceFolder> = {
  sourceId: toIdMap,
  name: toOwn('name'),
  parentId: toOwn('parentSourceId'),
  folderType: toOwn('type'),
  path: toDetails('Folder'),
  index: toDetails('Place among its siblings'),
};
