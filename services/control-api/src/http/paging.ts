import { z } from 'zod';
import { ProblemError } from './problem-error.ts';

const LIMIT = 'must be a whole number between 1 and 1000';

export const PageQuery = z.strictObject({
  limit: z.coerce
    .number(LIMIT)
    .int(LIMIT)
    .min(1, LIMIT)
    .max(1000, LIMIT)
    .describe('Items in an answer at most')
    .default(100),
  cursor: z.string().optional().describe('The last answer’s `nextCursor`'),
});

/** Names of paged lists. A cursor fits only its own list. */
type ListName =
  | 'migrations'
  | 'waves'
  | 'checkpoints'
  | 'failures'
  | 'id-map'
  | 'ledger'
  | 'records'
  | 'workers'
  | 'audit';

/** The least number of parts, separated by `|`, in a position of each list. */
const PARTS: Readonly<Record<ListName, number>> = {
  migrations: 2,
  waves: 2,
  checkpoints: 3,
  failures: 3,
  'id-map': 2,
  ledger: 2,
  records: 2,
  workers: 3,
  audit: 1,
};

export type Page<Item> = { readonly items: Item[]; readonly nextCursor: string | null };

/** Makes a page from rows that were queried with a limit of one more. */
export function toPage<Item>(
  list: ListName,
  rows: readonly Item[],
  limit: number,
  positionOf: (item: Item) => string,
): Page<Item> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return { items, nextCursor: hasMore ? toCursor(list, positionOf(last)) : null };
}

export const toCursor = (list: ListName, position: string): string =>
  Buffer.from(`${list}|${position}`, 'utf8').toString('base64url');

/** The position in a cursor; null for none or an empty one. @throws {ProblemError} when the cursor was not made for this list. */
export function readCursor(list: ListName, cursor: string | undefined): string | null {
  if (cursor === undefined || cursor === '') return null;
  const [name, ...position] = Buffer.from(cursor, 'base64url').toString('utf8').split('|');
  const text = position.join('|');
  if (name === list && position.length >= PARTS[list] && toCursor(list, text) === cursor) return text;
  throw new ProblemError('invalid_cursor', 'cursor: must be the nextCursor of an answer of this list', {
    errors: [{ field: 'cursor', message: 'must be the nextCursor of an answer of this list' }],
    fix: 'Leave it out to begin at the start.',
  });
}
