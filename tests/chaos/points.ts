/** What may become of a worker, or of a request, at a point. */
export type StrikeKind =
  /** None of the worker's code goes on from there; its leases run out. */
  | 'crash'
  /** The worker stands still while others take over, and then goes on. */
  | 'freeze'
  /** A plain error; of a request, its connection is cut. */
  | 'throw'
  /** The disk of the store takes no more. */
  | 'no space'
  /** The connection is cut, and the target applies the write when half of the settle time is over, or nine tenths. */
  | 'late 0.5'
  | 'late 0.9'
  /** The target refuses the write. */
  | 'refuse'
  /** The answer leads to another address of this machine. */
  | 'redirect'
  /** The answer inflates to more than anybody could hold. */
  | 'bomb';

type Point = {
  /** Share of its visits at which something strikes. */
  readonly rate: number;
  readonly kinds: readonly StrikeKind[];
};

/** Inside a transaction: it is rolled back. Nobody stands still there, since all would wait for the write lock. */
const UNCOMMITTED: readonly StrikeKind[] = ['crash', 'throw', 'no space'];
const COMMITTED: readonly StrikeKind[] = ['crash', 'freeze', 'throw'];
const ANSWERED: readonly StrikeKind[] = ['crash', 'freeze', 'throw', 'redirect', 'bomb'];

/** The named points of a migration's life where something may strike, in the order in which a record comes to them. */
export const POINTS = {
  // Not refused: where fields may not be made, values go into the text, and what is loaded so stays so.
  'field on its way': { rate: 0.04, kinds: ['crash', 'freeze', 'throw', 'late 0.5', 'late 0.9'] },
  'batch taken up': { rate: 0.007, kinds: COMMITTED },
  'page read': { rate: 0.0025, kinds: ANSWERED },
  'file renamed, before it is saved': { rate: 0.12, kinds: UNCOMMITTED },
  'before the intent': { rate: 0.015, kinds: UNCOMMITTED },
  'after the intent': { rate: 0.008, kinds: COMMITTED },
  // A worker that stands still here has passed its guard: the request goes out when it goes on.
  'guard passed, bytes out': {
    rate: 0.015,
    kinds: ['crash', 'freeze', 'throw', 'late 0.5', 'late 0.9', 'refuse', 'refuse', 'refuse', 'refuse'],
  },
  'applied without answer': { rate: 0.012, kinds: ANSWERED },
  'run made, before its log': { rate: 0.06, kinds: ANSWERED },
  'answer read, before the id': { rate: 0.012, kinds: UNCOMMITTED },
  'after the id': { rate: 0.012, kinds: COMMITTED },
  'refused, before the intent is dropped': { rate: 0.9, kinds: UNCOMMITTED },
  'before a doubt is noted': { rate: 0.3, kinds: UNCOMMITTED },
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
