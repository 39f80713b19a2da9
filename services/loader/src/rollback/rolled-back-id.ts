import type { EntityType, MappedType } from '@z2q/contracts';

/** A batch names records by source id; containers and test runs, which are no records, by a prefix before it. */
export type RolledBackId = {
  readonly id: string;
  readonly mappedType: MappedType;
  readonly sourceId: string;
};

const PREFIXES = { 'container/': 'container', 'run/': 'test_run' } as const;

export function readRolledBackId(id: string, type: EntityType): RolledBackId {
  for (const [prefix, mappedType] of Object.entries(PREFIXES))
    if (id.startsWith(prefix)) return { id, mappedType, sourceId: id.slice(prefix.length) };
  return { id, mappedType: type, sourceId: id };
}
