import { pipeline, Readable } from 'node:stream';
import type { IdMapItem, MappedType } from '@z2q/contracts';
import { type InMigration, pageIdMap, type Reader } from '@z2q/store';
import { stringify } from 'csv-stringify';
import { pageThrough } from './page-through.ts';

const COLUMNS: readonly (keyof IdMapItem)[] = [
  'entityType',
  'sourceId',
  'sourceKey',
  'targetId',
  'targetPid',
  'runId',
];

/** Streams the whole id map. A source key is chosen by people, so formulas in cells are escaped. */
export function renderIdMap(db: InMigration<Reader>, entityType: MappedType | undefined): Readable {
  const csv = stringify({
    header: true,
    columns: [...COLUMNS],
    record_delimiter: 'windows',
    escape_formulas: true,
  });
  return pipeline(Readable.from(listItems(db, entityType)), csv, () => undefined);
}

async function* listItems(
  db: InMigration<Reader>,
  entityType: MappedType | undefined,
): AsyncGenerator<IdMapItem> {
  const pages = pageThrough<IdMapItem>((last, limit) =>
    pageIdMap(db, { entityType }, limit, last && `${last.entityType}|${last.sourceId}`),
  );
  for await (const items of pages) yield* items;
}
