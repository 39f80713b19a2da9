import { pipeline, Readable } from 'node:stream';
import type { ReportLine } from '@z2q/contracts';
import { stringify } from 'csv-stringify';

const COLUMNS: readonly (keyof ReportLine)[] = [
  'entityType',
  'sourceId',
  'sourceKey',
  'outcome',
  'phase',
  'code',
  'message',
  'targetId',
];

/**
 * Streams a line for each failed or skipped record, after a heading. An error of `lines` becomes the stream's error.
 * Made for spreadsheets: UTF-8 with a byte order mark, and formulas in cells are escaped.
 */
export function renderCsv(lines: AsyncIterable<ReportLine> | Iterable<ReportLine>): Readable {
  const csv = stringify({
    header: true,
    columns: [...COLUMNS],
    bom: true,
    record_delimiter: 'windows',
    escape_formulas: true,
  });
  return pipeline(Readable.from(lines), csv, () => undefined);
}
