import { pipeline, Readable } from 'node:stream';
import type { LedgerItem } from '@z2q/contracts';
import { type InMigration, type LedgerFilter, pageLedger, type Reader, type RecordLine } from '@z2q/store';
import { stringify } from 'csv-stringify';
import { pageThrough } from './page-through.ts';
import { toLedgerItem } from './to-ledger-item.ts';

const COLUMNS: readonly (keyof LedgerItem)[] = [
  'entityType',
  'sourceId',
  'sourceKey',
  'path',
  'outcome',
  'code',
  'message',
  'before',
  'after',
];

/** Streams every ledger line that matches the filter. Values were written by people, so formulas in cells are escaped. */
export function renderLedger(db: InMigration<Reader>, filter: LedgerFilter): Readable {
  const csv = stringify({
    header: true,
    columns: [...COLUMNS],
    record_delimiter: 'windows',
    escape_formulas: true,
  });
  return pipeline(Readable.from(listItems(db, filter)), csv, () => undefined);
}

async function* listItems(db: InMigration<Reader>, filter: LedgerFilter): AsyncGenerator<LedgerItem> {
  const pages = pageThrough<RecordLine>((last, limit) =>
    pageLedger(db, filter, limit, last && { ...last, path: last.line.path }),
  );
  for await (const lines of pages) yield* lines.map(toLedgerItem);
}
