import { type InMigration, listReferences, type Reader } from '@z2q/store';
import { type ReferenceNames, toReferenceNames } from '@z2q/zephyr';

/** The names that a migration's source records link to by id. */
export const loadReferenceNames = async (db: InMigration<Reader>): Promise<ReferenceNames> =>
  toReferenceNames(await listReferences(db));
