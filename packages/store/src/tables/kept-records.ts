import { ENTITY_TYPES, type EntityType } from '@z2q/contracts';
import { type RawBuilder, sql } from 'kysely';
import type { InMigration } from '../in-run.ts';
import type { Reader } from '../store.ts';
import { DRAFT_TABLES } from './drafts.ts';
import type { RecordName } from './records.ts';
import { STAGED_TABLES } from './staged.ts';

/** A stored JSON text; `json` is only its beginning where the whole one is longer. */
export type KeptText = { readonly json: string; readonly length: number };

/** What is stored of one record: what the source sent, and what it is to become on the target. */
export type KeptRecord = {
  readonly sourceKey: string;
  /** Of a file: the record that it hangs on. */
  readonly ownerKey: string | null;
  /** Its entry in a listing of the source. */
  readonly listing: KeptText | null;
  /** What requests about this record alone returned. */
  readonly detail: KeptText | null;
  readonly draft: KeptText | null;
  /** The draft as it was loaded, if the record has changed since. */
  readonly loadedDraft: KeptText | null;
};

const ABSENT = sql<null>`null`;
const DETAILED = { key: sql.ref<string>('source_key'), owner: ABSENT, detail: sql.ref<string>('detail') };
const PLAIN = { owner: ABSENT, detail: ABSENT };
const SOURCES = {
  folder: { table: 'zephyr_folders', ...PLAIN, key: sql.ref<string>('path') },
  test_case: { table: STAGED_TABLES.test_case, ...DETAILED },
  test_cycle: { table: STAGED_TABLES.test_cycle, ...DETAILED },
  test_plan: { table: STAGED_TABLES.test_plan, ...DETAILED },
  test_execution: { table: STAGED_TABLES.test_execution, ...DETAILED },
  attachment: {
    table: 'zephyr_attachments',
    ...PLAIN,
    key: sql.ref<string>('name'),
    owner: sql.ref<string>('owner_key'),
  },
} as const;

/** Texts are cut at `most` characters by the database, so that a huge one is not read whole. */
export async function findKeptRecord(
  db: InMigration<Reader>,
  type: EntityType,
  sourceId: string,
  most: number,
): Promise<KeptRecord | undefined> {
  const { table, key, owner, detail } = SOURCES[type];
  const source = await db
    .selectFrom(table)
    .select([key.as('key'), sql<string | null>`${owner}`.as('owner')])
    .select([cut(sql.ref('raw'), most).as('listing'), lengthOf(sql.ref('raw')).as('listing_length')])
    .select([cut(detail, most).as('detail'), lengthOf(detail).as('detail_length')])
    .where('migration_id', '=', db.migrationId)
    .where('source_id', '=', sourceId)
    .executeTakeFirst();
  const loaded = sql.ref('loaded_draft');
  const draft = await db
    .selectFrom(DRAFT_TABLES[type])
    .select('source_key as key')
    .select([cut(sql.ref('draft'), most).as('draft'), lengthOf(sql.ref('draft')).as('draft_length')])
    .select([cut(loaded, most).as('loaded'), lengthOf(loaded).as('loaded_length')])
    .where('migration_id', '=', db.migrationId)
    .where('source_id', '=', sourceId)
    .executeTakeFirst();
  const sourceKey = source?.key ?? draft?.key;
  if (sourceKey === undefined) return undefined;
  return {
    sourceKey,
    ownerKey: source?.owner ?? null,
    listing: toKept(source?.listing, source?.listing_length),
    detail: toKept(source?.detail, source?.detail_length),
    draft: toKept(draft?.draft, draft?.draft_length),
    loadedDraft: toKept(draft?.loaded, draft?.loaded_length),
  };
}

const cut = (column: RawBuilder<unknown>, most: number) => sql<string | null>`substr(${column}, 1, ${most})`;
const lengthOf = (column: RawBuilder<unknown>) => sql<number | null>`length(${column})`;

const toKept = (json: string | null | undefined, length: number | null | undefined): KeptText | null =>
  json === null || json === undefined ? null : { json, length: length ?? json.length };

export type TypedName = RecordName & { readonly entityType: EntityType };

/** Tables with an index by key. A folder or a file is found by its key once it has a draft. */
const KEYED = {
  folder: [DRAFT_TABLES.folder],
  test_case: [STAGED_TABLES.test_case, DRAFT_TABLES.test_case],
  test_cycle: [STAGED_TABLES.test_cycle, DRAFT_TABLES.test_cycle],
  test_plan: [STAGED_TABLES.test_plan, DRAFT_TABLES.test_plan],
  test_execution: [STAGED_TABLES.test_execution, DRAFT_TABLES.test_execution],
  attachment: [DRAFT_TABLES.attachment],
} as const;

/** A column that is in no index: SQLite would rather read a whole index that has all that is asked for. */
const outside = (table: string) =>
  sql.ref<unknown>(table.startsWith('zephyr_') ? 'folder_id' : 'content_hash');

/** An order that no index gives, so that SQLite uses the index by key. */
const ID = sql<string>`+source_id`;

/** A page of the records with a key, by type and id. Files may share a name, and folders of several trees a path. */
export async function pageNamed(
  db: InMigration<Reader>,
  sourceKey: string,
  limit: number,
  after: Pick<TypedName, 'entityType' | 'sourceId'> | null,
): Promise<readonly TypedName[]> {
  const found: TypedName[] = [];
  for (const entityType of ENTITY_TYPES.slice(after ? ENTITY_TYPES.indexOf(after.entityType) : 0)) {
    const afterId = entityType === after?.entityType ? after.sourceId : '';
    const ids = new Set<string>();
    for (const table of KEYED[entityType]) {
      const rows = await db
        .selectFrom(table)
        .select(['source_id', outside(table).as('outside')])
        .where('migration_id', '=', db.migrationId)
        .where('source_key', '=', sourceKey)
        .where(ID, '>', afterId)
        .orderBy(ID)
        .limit(limit)
        .execute();
      for (const { source_id } of rows) ids.add(source_id);
    }
    const inOrder = [...ids].toSorted().slice(0, limit - found.length);
    found.push(...inOrder.map((sourceId) => ({ entityType, sourceId, sourceKey })));
    if (found.length === limit) break;
  }
  return found;
}
