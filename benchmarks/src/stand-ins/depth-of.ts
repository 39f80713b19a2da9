import type { ZephyrData } from '@z2q/sandbox';

/** Levels of the deepest tree of folders. */
export function depthOf({ projects }: ZephyrData): number {
  const parents = new Map(
    projects.flatMap(({ folders }) => folders.map(({ id, parentId }) => [id, parentId] as const)),
  );
  const levelOf = (id: number | null): number => (id === null ? 0 : 1 + levelOf(parents.get(id) ?? null));
  return Math.max(0, ...[...parents.keys()].map(levelOf));
}
