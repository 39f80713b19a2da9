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

/** Lists that are paged; a cursor of one does not fit another. */
type ListName =
  | 'migrations'
  | 'waves'
  | 'checkpoints'
  | 'failures'
  | 'id-map'
  | 'ledger'
  | 'workers'
  | 'audit';

/** How many parts, divided by `|`, a position in a list has at least. */
const PARTS: Readonly<Record<ListName, number>> = {
  migrations: 2,
  waves: 2,
  checkpoints: 3,
  failures: 3,
  'id-map': 2,
  ledger: 2,
  workers: 3,
  audit: 1,
};

export type Page<Item> = { readonly items: Item[]; readonly nextCursor: string | null };

/** Makes a page of rows of which one more than `limit` was asked for. */
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

/**
 * The position a cursor stands for, null for none or an empty one.
 * @throws {ProblemError} when it was not made for this list.
 */
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
