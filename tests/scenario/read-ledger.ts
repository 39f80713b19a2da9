import { databaseFile } from '@z2q/store';
import { openDatabase } from './open-database.ts';

/** Every line and every count of the ledger, as sorted texts. */
export function readLedger(dataDir: string): {
  readonly lines: readonly string[];
  readonly sums: readonly string[];
} {
  using db = openDatabase(databaseFile(dataDir), { readonly: true });
  const read = (query: string): readonly string[] =>
    db
      .prepare(query)
      .all()
      // The port of the stand-in differs from test to test.
      .map((row) =>
        Object.values(row)
          .join(' | ')
          .replaceAll(/127\.0\.0\.1:\d+/g, 'zephyr'),
      )
      .toSorted();
  return {
    lines: read(
      'select entity_type, source_key, source_id, path, outcome, code, params, before, after from loss_ledger',
    ),
    sums: read('select entity_type, pattern, outcome, code, count from ledger_counts where count > 0'),
  };
}
