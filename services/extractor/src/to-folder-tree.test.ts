import type { FolderRecord } from '@z2q/zephyr';
import { expect, test } from 'vitest';
import { toFolderTree } from './to-folder-tree.ts';

const aFolder = (sourceId: string, parentId: string | null, name = sourceId): FolderRecord => ({
  sourceId,
  parentId,
  name,
  folderType: 'TEST_CASE',
  index: 0,
  raw: {},
});

test('folders get their path and depth, whatever the order they come in', () => {
  const tree = toFolderTree([aFolder('3', '2', 'c'), aFolder('1', null, 'a'), aFolder('2', '1', 'b')]);

  expect(tree.map(({ path, depth }) => [path, depth])).toEqual([
    ['/a/b/c', 2],
    ['/a', 0],
    ['/a/b', 1],
  ]);
});

test('a folder whose parent is unknown hangs at the root, so that what is in it still arrives', () => {
  expect(toFolderTree([aFolder('2', 'gone', 'b')])).toMatchObject([{ parentId: null, path: '/b', depth: 0 }]);
});

test('folders that are their own ancestors end at the root instead of never', () => {
  const tree = toFolderTree([aFolder('1', '2'), aFolder('2', '1'), aFolder('3', '3')]);

  expect(tree.every(({ parentId, depth }) => parentId === null && depth === 0)).toBe(true);
});
