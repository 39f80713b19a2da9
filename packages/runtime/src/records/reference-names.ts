import { type InMigration, listReferences, type Reader } from '@z2q/store';
import type { ReferenceNames } from '@z2q/zephyr';

/** The names that a migration's source records link to by id. */
export async function loadReferenceNames(db: InMigration<Reader>): Promise<ReferenceNames> {
  const references = await listReferences(db);
  const byId = new Map(references.map((reference) => [`${reference.kind}|${reference.sourceId}`, reference]));
  return {
    nameOf: (kind, id) => byId.get(`${kind}|${id}`)?.name,
    isDefault: (kind, id) => byId.get(`${kind}|${id}`)?.isDefault ?? false,
  };
}
