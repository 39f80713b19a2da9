import { type InMigration, listReferences, type Reader } from '@z2q/store';
import { type ReferenceNames, toReferenceNames } from '@z2q/zephyr';

/** Names that the source records of a migration refer to by id. */
export const loadReferenceNames = async (db: InMigration<Reader>): Promise<ReferenceNames> =>
  toReferenceNames(await listReferences(db));
