import { type AttachmentOwner, type EntityType, type MappedType, owningTypeOf } from '@z2q/contracts';
import { byIds } from '../in-chunks.ts';
import type { InMigration } from '../in-run.ts';
import type { Reader } from '../store.ts';
import { STAGED_TABLES, type StagedType } from './staged.ts';

/** A record by its id, or by its key where only the key is known. */
export type ParentRef = `${MappedType}/${string}` | `${MappedType}/key/${string}`;

type Parents = ReadonlyMap<string, readonly ParentRef[]>;

/** The records that each of the given records needs on the target before itself. */
export async function getParents(
  db: InMigration<Reader>,
  type: MappedType,
  sourceIds: readonly string[],
): Promise<Parents> {
  switch (type) {
    case 'folder':
      return parentsOfFolders(db, sourceIds);
    case 'test_execution':
      return parentsOfExecutions(db, sourceIds);
    case 'attachment':
      return parentsOfFiles(db, sourceIds);
    case 'test_case':
    case 'test_cycle':
    case 'test_plan':
      return parentsOfFiled(db, type, sourceIds);
    default:
      return new Map();
  }
}

async function parentsOfFolders(db: InMigration<Reader>, ids: readonly string[]): Promise<Parents> {
  const rows = await byIds(ids, (some) =>
    db
      .selectFrom('zephyr_folders')
      .select(['source_id', 'parent_id'])
      .where('migration_id', '=', db.migrationId)
      .where('source_id', 'in', some)
      .execute(),
  );
  return new Map(rows.map((row) => [row.source_id, refTo('folder', row.parent_id)]));
}

async function parentsOfFiled(
  db: InMigration<Reader>,
  type: Exclude<StagedType, 'test_execution'>,
  ids: readonly string[],
): Promise<Parents> {
  const rows = await byIds(ids, (some) =>
    db
      .selectFrom(STAGED_TABLES[type])
      .select(['source_id', 'folder_id'])
      .where('migration_id', '=', db.migrationId)
      .where('source_id', 'in', some)
      .execute(),
  );
  return new Map(rows.map((row) => [row.source_id, refTo('folder', row.folder_id)]));
}

async function parentsOfExecutions(db: InMigration<Reader>, ids: readonly string[]): Promise<Parents> {
  const rows = await byIds(ids, (some) =>
    db
      .selectFrom('zephyr_test_executions')
      .select(['source_id', 'test_case_key', 'cycle_id'])
      .where('migration_id', '=', db.migrationId)
      .where('source_id', 'in', some)
      .execute(),
  );
  return new Map(
    rows.map((row) => [
      row.source_id,
      [`test_case/key/${row.test_case_key}` as const, ...refTo('test_cycle', row.cycle_id)],
    ]),
  );
}

async function parentsOfFiles(db: InMigration<Reader>, ids: readonly string[]): Promise<Parents> {
  const rows = await byIds(ids, (some) =>
    db
      .selectFrom('zephyr_attachments')
      .select(['source_id', 'owner'])
      .where('migration_id', '=', db.migrationId)
      .where('source_id', 'in', some)
      .execute(),
  );
  return new Map(
    rows.map((row) => {
      const { kind, ownerId } = JSON.parse(row.owner) as AttachmentOwner;
      return [row.source_id, refTo(owningTypeOf(kind), ownerId)];
    }),
  );
}

const refTo = (type: EntityType, id: string | null): readonly ParentRef[] =>
  id === null ? [] : [`${type}/${id}`];
