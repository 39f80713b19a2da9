import type { SourceFolder } from '@z2q/contracts';

export function aFolder(overrides: Partial<SourceFolder> = {}): SourceFolder {
  const name = overrides.name ?? 'Checkout';
  return {
    sourceId: '100',
    name,
    path: `/${name}`,
    parentId: null,
    folderType: 'TEST_CASE',
    index: 0,
    ...overrides,
  };
}
