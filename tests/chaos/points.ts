/** What may happen to a worker, or to its request, at a point. */
export type StrikeKind =
  /** The worker dies: none of its code runs any more, and its leases run out. */
  | 'crash'
  /** The worker stands still while others take over, and then continues. */
  | 'freeze'
  /** An error is thrown; the connection of a request is cut. */
  | 'throw'
  /** The disk of the store is full. */
  | 'no space'
  /** The connection is cut, and the write is applied after half, or nine tenths, of the settle time. */
  | 'late 0.5'
  | 'late 0.9'
  /** The target refuses the write. */
  | 'refuse'
  /** The answer redirects to another address of this machine. */
  | 'redirect'
  /** The answer decompresses to more than any process can hold. */
  | 'bomb';

type Point = {
  /** Share of visits at which something strikes. */
  readonly rate: number;
  readonly kinds: readonly StrikeKind[];
};

/**
 * Inside a transaction, which is rolled back. No freezing here, since all others would wait for the write
 * lock.
 */
const UNCOMMITTED: readonly StrikeKind[] = ['crash', 'throw', 'no space'];
const COMMITTED: readonly StrikeKind[] = ['crash', 'freeze', 'throw'];
const ANSWERED: readonly StrikeKind[] = ['crash', 'freeze', 'throw', 'redirect', 'bomb'];

/**
 * The named points in the life of a migration where something may strike, in the order in which a record
 * reaches them.
 */
export const POINTS = {
  // Never refused: a migration that may not create fields writes their values into a text, and keeps them
  // there.
  'field on its way': { rate: 0.04, kinds: ['crash', 'freeze', 'throw', 'late 0.5', 'late 0.9'] },
  'batch taken up': { rate: 0.007, kinds: COMMITTED },
  'page read': { rate: 0.0025, kinds: ANSWERED },
  'file renamed, before it is saved': { rate: 0.12, kinds: UNCOMMITTED },
  'before the intent': { rate: 0.015, kinds: UNCOMMITTED },
  'after the intent': { rate: 0.008, kinds: COMMITTED },
  // A worker frozen here has passed its guard, so the request is sent when it is thawed.
  'guard passed, bytes out': {
    rate: 0.015,
    kinds: ['crash', 'freeze', 'throw', 'late 0.5', 'late 0.9', 'refuse', 'refuse', 'refuse', 'refuse'],
  },
  'applied without answer': { rate: 0.012, kinds: ANSWERED },
  'run made, before its log': { rate: 0.06, kinds: ANSWERED },
  'answer read, before the id': { rate: 0.012, kinds: UNCOMMITTED },
  'after the id': { rate: 0.012, kinds: COMMITTED },
  'refused, before the intent is dropped': { rate: 0.9, kinds: UNCOMMITTED },
  'before a doubt is noted': { rate: 0.7, kinds: UNCOMMITTED },
  'look-up read': { rate: 0.02, kinds: ANSWERED },
  'look-up decided': { rate: 0.12, kinds: UNCOMMITTED },
  approved: { rate: 0.08, kinds: ANSWERED },
  'before the batch is committed': { rate: 0.01, kinds: UNCOMMITTED },
  'batch committed, before what follows is enqueued': { rate: 0.01, kinds: COMMITTED },
  'before a batch is handed back': { rate: 0.15, kinds: UNCOMMITTED },
  'read back': { rate: 0.04, kinds: ANSWERED },
  'rollback read': { rate: 0.006, kinds: ANSWERED },
  'deleted, before the answer': { rate: 0.015, kinds: ANSWERED },
  'deleted, before it is forgotten': { rate: 0.1, kinds: UNCOMMITTED },
  'cancel committed': { rate: 0.9, kinds: ['crash', 'freeze'] },
} as const satisfies Readonly<Record<string, Point>>;

export type PointName = keyof typeof POINTS;
export const POINT_NAMES = Object.keys(POINTS) as readonly PointName[];
