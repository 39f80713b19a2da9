import {
  type Account,
  type LedgerCode,
  type LedgerLine,
  type LedgerOutcome,
  type LedgerParams,
  LedgerType,
} from '@z2q/contracts';
import { sql } from 'kysely';
import { byIds, byRows, idsOf } from '../../in-chunks.ts';
import type { InMigration } from '../../in-run.ts';
import type { Reader, Writer } from '../../store.ts';

export type LedgerLineRow = {
  migration_id: string;
  entity_type: string;
  source_id: string;
  source_key: string | null;
  path: string;
  pattern: string;
  outcome: string;
  code: string;
  params: string | null;
  before: string | null;
  after: string | null;
  instead: string | null;
};

/** A line with its record. */
export type RecordLine = {
  readonly entityType: LedgerType;
  readonly sourceId: string;
  readonly sourceKey: string | null;
  readonly line: LedgerLine;
};

type Lined = Pick<RecordLine, 'sourceId' | 'sourceKey'> & { readonly account: Account | null };

export async function replaceLines(
  tx: InMigration<Writer>,
  type: LedgerType,
  records: readonly Lined[],
): Promise<void> {
  await byIds(idsOf(records), (some) =>
    tx
      .deleteFrom('loss_ledger')
      .where('migration_id', '=', tx.migrationId)
      .where('entity_type', '=', type)
      .where('source_id', 'in', some)
      .execute(),
  );
  const rows = records.flatMap(({ sourceId, sourceKey, account }) =>
    (account?.lines ?? []).map(({ params, instead, ...line }) => ({
      ...line,
      migration_id: tx.migrationId,
      entity_type: type,
      source_id: sourceId,
      source_key: sourceKey,
      params: params === null ? null : JSON.stringify(params),
      instead: instead === undefined ? null : JSON.stringify(instead),
    })),
  );
  await byRows(rows, (some) => tx.insertInto('loss_ledger').values(some).execute());
}

export async function listLines(
  db: InMigration<Reader>,
  type: LedgerType,
  ids: readonly string[],
): Promise<readonly RecordLine[]> {
  const rows = await byIds(ids, (some) =>
    db
      .selectFrom('loss_ledger')
      .selectAll()
      .where('migration_id', '=', db.migrationId)
      .where('entity_type', '=', type)
      .where('source_id', 'in', some)
      .execute(),
  );
  return rows.map(toLine);
}

export type LedgerFilter = {
  readonly entityType?: LedgerType | undefined;
  readonly outcome?: LedgerOutcome | undefined;
  readonly code?: LedgerCode | undefined;
  readonly sourceKey?: string | undefined;
  readonly sourceId?: string | undefined;
};

type Last = Pick<RecordLine, 'entityType' | 'sourceId'> & Pick<LedgerLine, 'path'>;

/** A page of lines by type, record and path, after the last line given. */
export async function pageLedger(
  db: InMigration<Reader>,
  { entityType, outcome, code, sourceKey, sourceId }: LedgerFilter,
  limit: number,
  after: Last | null,
): Promise<readonly RecordLine[]> {
  // An order that no index gives, so that SQLite uses the index by key.
  const type = sourceKey === undefined ? sql.ref('entity_type') : sql`+entity_type`;
  const { entityType: lastType, sourceId: lastId, path } = after ?? {};
  const rows = await db
    .selectFrom('loss_ledger')
    .selectAll()
    .where('migration_id', '=', db.migrationId)
    .$if(entityType !== undefined, (query) => query.where('entity_type', '=', entityType ?? ''))
    .$if(outcome !== undefined, (query) => query.where('outcome', '=', outcome ?? ''))
    .$if(code !== undefined, (query) => query.where('code', '=', code ?? ''))
    .$if(sourceKey !== undefined, (query) => query.where('source_key', '=', sourceKey ?? ''))
    // All types are named, so that SQLite uses the index that begins with the type.
    .$if(sourceId !== undefined, (query) =>
      query.where('entity_type', 'in', LedgerType.options).where('source_id', '=', sourceId ?? ''),
    )
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(${type}, source_id, path) > (${lastType}, ${lastId}, ${path})`),
    )
    .orderBy(type)
    .orderBy('source_id')
    .orderBy('path')
    .limit(limit)
    .execute();
  return rows.map(toLine);
}

const toLine = (row: LedgerLineRow): RecordLine => ({
  entityType: row.entity_type as LedgerType,
  sourceId: row.source_id,
  sourceKey: row.source_key,
  line: {
    path: row.path,
    pattern: row.pattern,
    outcome: row.outcome as LedgerOutcome,
    code: row.code as LedgerCode,
    params: row.params === null ? null : (JSON.parse(row.params) as LedgerParams),
    before: row.before,
    after: row.after,
    ...(row.instead === null ? {} : { instead: JSON.parse(row.instead) as LedgerLine | 'none' }),
  },
});
