import type { EntityType, RunId } from '@z2q/contracts';
import type { Batchable } from '@z2q/pipeline';
import { type RawBuilder, sql } from 'kysely';
import { byIds } from '../in-chunks.ts';
import type { InMigration } from '../in-run.ts';
import type { Reader } from '../store.ts';
import { planKey } from './plan-key.ts';
import type { RecordName } from './records.ts';
import { STAGED_TABLES } from './staged.ts';

/** A run: records that this run listed. `newest`: records in the newest complete listing. null: all records ever listed. */
export type ListedBy = RunId | 'newest' | null;

/** A staged record with its name and what decides its batch. */
export type PlannedRecord = RecordName & Batchable;

export type StagedPage = {
  readonly records: readonly PlannedRecord[];
  /** Cursor of the next page; null: nothing is left. */
  readonly next: string | null;
};

export type StagedPageQuery = {
  readonly listedBy: ListedBy;
  /** `next` of the page before; empty: from the start. */
  readonly after: string;
  /** Records in a page. A group that the limit would cut is included whole. */
  readonly limit: number;
  /** From last to first. */
  readonly isReversed?: boolean;
};

/** One page of the staged records of a type, in the order in which batches are cut. */
export async function pageStaged(
  db: InMigration<Reader>,
  type: EntityType,
  query: StagedPageQuery,
): Promise<StagedPage> {
  const { after, limit } = query;
  const rows = await listStaged(db, type, query, { after, limit });
  const last = rows.at(-1);
  if (last === undefined || rows.length < limit) return { records: rows.map(planned(type)), next: null };
  const before = endOfGroup(type, last.key);
  const rest = before === null ? [] : await listStaged(db, type, query, { after: last.key, before });
  const page = [...rows, ...rest];
  return { records: page.map(planned(type)), next: page.at(-1)?.key ?? null };
}

/** The given records in the order in which batches are cut. Records that are not staged come last, each in a group of its own. */
export async function listPlanned(
  db: InMigration<Reader>,
  type: EntityType,
  ids: readonly string[],
): Promise<readonly PlannedRecord[]> {
  const rows: readonly StagedName[] = await byIds(ids, (some) =>
    stagedNames(db, type).where('source_id', 'in', some).execute(),
  );
  const staged = new Set(rows.map((row) => row.sourceId));
  return [
    ...rows.toSorted((left, right) => (left.key < right.key ? -1 : 1)).map(planned(type)),
    ...ids
      .filter((id) => !staged.has(id))
      .map((sourceId) => ({ sourceId, sourceKey: null, group: sourceId, level: -1 })),
  ];
}

/** Those of the given records that are in the newest complete listing. */
export async function getNewest(
  db: InMigration<Reader>,
  type: EntityType,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await byIds(ids, (some) =>
    stagedNames(db, type)
      .where('source_id', 'in', some)
      .where(isSeen(db, type, 'newest'))
      .execute(),
  );
  return new Set(rows.map((row) => row.sourceId));
}

/**
 * The group of each record: records of one group must stay in one batch. Most records are groups of one. Executions
 * that share a test run are one group, so that only one worker at a time creates the run.
 */
export async function groupsOf(
  db: InMigration<Reader>,
  type: EntityType,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (type !== 'test_execution') return new Map(ids.map((id) => [id, id]));
  const records = await listPlanned(db, type, ids);
  return new Map(records.map(({ sourceId, group }) => [sourceId, group]));
}

type StagedName = RecordName & { readonly key: string };
type Span = { readonly after: string; readonly before?: string; readonly limit?: number };

function listStaged(
  db: InMigration<Reader>,
  type: EntityType,
  { listedBy, isReversed = false }: StagedPageQuery,
  { after, before, limit }: Span,
): Promise<readonly StagedName[]> {
  const key = sql.ref<string>(keyColumn(type));
  return stagedNames(db, type)
    .$if(after !== '', (query) => query.where(key, isReversed ? '<' : '>', after))
    .$if(before !== undefined, (query) => query.where(key, '<', before ?? ''))
    .where(isSeen(db, type, listedBy))
    .orderBy(key, isReversed ? 'desc' : 'asc')
    .$if(limit !== undefined, (query) => query.limit(limit ?? 0))
    .execute();
}

const TABLES = { ...STAGED_TABLES, folder: 'zephyr_folders', attachment: 'zephyr_attachments' } as const;
const NAME_COLUMNS: Readonly<Partial<Record<EntityType, string>>> = { folder: 'path', attachment: 'name' };
/** The id of a file begins with its owner's id, so it sorts files by owner. */
const keyColumn = (type: EntityType): string => (type === 'attachment' ? 'source_id' : 'plan_key');

const stagedNames = (db: InMigration<Reader>, type: EntityType) =>
  db
    .selectFrom(TABLES[type])
    .select([
      'source_id as sourceId',
      sql.ref<string>(NAME_COLUMNS[type] ?? 'source_key').as('sourceKey'),
      sql.ref<string>(keyColumn(type)).as('key'),
    ])
    .where('migration_id', '=', db.migrationId);

const ownerOfFile = (sourceId: string): string => sourceId.slice(0, sourceId.lastIndexOf('/'));

const planned =
  (type: EntityType) =>
  ({ sourceId, sourceKey, key }: StagedName): PlannedRecord => ({
    sourceId,
    sourceKey,
    group:
      type === 'test_execution'
        ? planKey.testRunOf(key)
        : type === 'attachment'
          ? ownerOfFile(key)
          : sourceId,
    level: type === 'folder' ? planKey.levelOfFolder(key) : 0,
  });

/** Upper bound of the keys of the same group; null: the group is this one record. */
function endOfGroup(type: EntityType, key: string): string | null {
  if (type === 'test_execution') return planKey.endOfTestRun(key);
  return type === 'attachment' ? `${ownerOfFile(key)}0` : null;
}

/**
 * SQL condition: a staged record was listed by these runs. A run that lists overwrites the run id of records it meets,
 * so the newest complete listing is what the last run with a finished listing, or any run after it, has seen.
 */
function isSeen(
  { migrationId }: InMigration<Reader>,
  type: EntityType,
  listedBy: ListedBy,
): RawBuilder<boolean> {
  if (listedBy === null) return sql<boolean>`true`;
  if (listedBy !== 'newest') return sql<boolean>`seen_run_id = ${listedBy}`;
  // Files are found while the records that hold them are read, which comes after the listing.
  const stage = type === 'attachment' ? 'attachment' : 'project';
  return sql<boolean>`seen_run_id in (
    select id from runs where migration_id = ${migrationId} and created_at >= coalesce((
      select max(listing.created_at) from runs as listing
      join run_stages as stage on stage.run_id = listing.id
      where listing.migration_id = ${migrationId} and stage.phase = 'extract' and stage.entity_type = ${stage}
        and stage.state = 'done'), ''))`;
}
