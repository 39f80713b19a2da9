import {
  type Account,
  type Ledger,
  type LedgerEntry,
  type LedgerLine,
  mergeEntries,
  type TallyRow,
} from '@z2q/contracts';
import type { Claim } from './claims.ts';
import { type Answer, eachLeaf, type Leaf } from './leaves.ts';

type Fate = Pick<LedgerEntry, 'outcome' | 'code' | 'params' | 'before' | 'after'>;

const UNKNOWN: Fate = { outcome: 'dropped', code: 'unknown_member' };
const NOT_MAPPED: Fate = { outcome: 'dropped', code: 'not_mapped' };

/**
 * Determines the outcome of each value in a record's answers, from the outcomes of its fields and from what the target
 * has for them (`late`). Each value has exactly one outcome.
 */
export function accountFor(
  answers: readonly Answer[],
  { carried, entries }: Ledger,
  late: readonly LedgerEntry[] = [],
): Account {
  const fates = new Map<string, Fate | 'carried'>(carried.map((field) => [field, 'carried']));
  for (const entry of entries) if (entry.outcome !== 'added') fates.set(entry.field, entry);
  const odd = new Map(entries.filter(({ code }) => ODD.has(code)).map((entry) => [entry.field, entry]));
  const lateEntries = mergeByField(late);
  const book = createAccountBook({ tally: [], lines: [] });
  for (const answer of answers)
    eachLeaf(answer, (leaf) => {
      const fate = oddOf(leaf, odd) ?? judge(leaf, fates);
      if (typeof fate === 'string') book.count({ pattern: leaf.pattern(), outcome: fate, code: null }, 1);
      else book.enter(toLine(leaf, fate));
      const entry = entryOf(leaf, lateEntries);
      if (entry !== undefined) book.replace(toLine(leaf, entry));
    });
  for (const entry of entries) if (entry.outcome === 'added') book.enter(toAddedLine(entry));
  for (const entry of lateEntries.values()) if (entry.outcome === 'added') book.replace(toAddedLine(entry));
  return book.close();
}

/** Replaces the `late` entries of an account by those for the target as it is now. Doing it twice has the same result. */
export function withLateEntries(
  account: Account,
  answers: readonly Answer[],
  late: readonly LedgerEntry[],
): Account {
  const entries = mergeByField(late);
  const book = createAccountBook(account);
  for (const line of account.lines) book.restore(line);
  for (const answer of answers)
    eachLeaf(answer, (leaf) => {
      const entry = entryOf(leaf, entries);
      if (entry !== undefined) book.replace(toLine(leaf, entry));
    });
  for (const entry of entries.values()) if (entry.outcome === 'added') book.replace(toAddedLine(entry));
  return book.close();
}

function mergeByField(late: readonly LedgerEntry[]): ReadonlyMap<string, LedgerEntry> {
  const entries = new Map<string, LedgerEntry>();
  for (const entry of late) entries.set(entry.field, mergeEntries(entries.get(entry.field), entry));
  return entries;
}

/** Codes of entries about single members of an answer, whichever field they belong to. */
const ODD: ReadonlySet<string> = new Set(['odd_member', 'mended_text']);

function oddOf(leaf: Leaf, odd: ReadonlyMap<string, Fate>): Fate | undefined {
  if (odd.size === 0 || leaf.claim?.as === 'technical') return undefined;
  const place = leaf.spelled().find((path) => odd.has(path));
  const fate = place === undefined ? undefined : odd.get(place);
  return fate && { ...fate, before: String(leaf.value) };
}

function judge(leaf: Leaf, fates: ReadonlyMap<string, Fate | 'carried'>): Fate | 'carried' | 'technical' {
  const { claim } = leaf;
  if (claim === undefined) return UNKNOWN;
  if (claim.as === 'technical') return 'technical';
  if (claim.as !== 'field') return { outcome: claim.as, code: claim.code };
  let worst: Fate | 'carried' | undefined;
  for (const field of fieldsOf(claim, leaf)) worst = worseOf(worst, fates.get(field));
  return worst ?? NOT_MAPPED;
}

function worseOf(one: Fate | 'carried' | undefined, other: Fate | 'carried' | undefined) {
  if (one === undefined || one === 'carried') return other ?? one;
  if (other === undefined || other === 'carried') return one;
  return one.outcome === 'dropped' && other.outcome !== 'dropped' ? one : other;
}

const fieldsOf = ({ fields }: Extract<Claim, { as: 'field' }>, { index, key }: Leaf): readonly string[] =>
  index === null && key === null
    ? fields
    : fields.map((name) => name.replace('#', String(index)).replace('{}', () => key ?? ''));

function entryOf(leaf: Leaf, entries: ReadonlyMap<string, LedgerEntry>): LedgerEntry | undefined {
  if (leaf.claim?.as !== 'field') return undefined;
  let found: LedgerEntry | undefined;
  for (const field of fieldsOf(leaf.claim, leaf)) {
    const entry = entries.get(field);
    if (entry !== undefined && entry.outcome !== 'added') found = mergeEntries(found, entry);
  }
  return found;
}

/** Longest text of a value in a line. The staged record has the whole text. */
const MAX_SHOWN = 1_000;

const toLine = (leaf: Leaf, { outcome, code, params, before, after }: Fate): LedgerLine => ({
  path: leaf.path(),
  pattern: leaf.pattern(),
  outcome,
  code,
  params: params ?? null,
  before: cut(before ?? String(leaf.value)),
  after: after === undefined ? null : cut(after),
});

const toAddedLine = ({ field, code, params, after }: LedgerEntry): LedgerLine => ({
  path: field,
  pattern: field.replace(/\[\d+\]/g, '[]'),
  outcome: 'added',
  code,
  params: params ?? null,
  before: null,
  after: after === undefined ? null : cut(after),
});

const cut = (text: string): string => (text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN - 1)}…` : text);

type Counted = Omit<TallyRow, 'count'>;
const NO_LINE = 'none';

function createAccountBook(account: Account) {
  const tally = new Map<string, Counted & { count: number }>();
  const lines = new Map(account.lines.map((line) => [line.path, line]));
  const count = (row: Counted, by: number): void => {
    const key = `${row.outcome}|${row.code ?? ''}|${row.pattern}`;
    const known = tally.get(key);
    if (known) known.count += by;
    else tally.set(key, { ...row, count: by });
  };
  const countLine = ({ pattern, outcome, code, params }: LedgerLine, by: number): void =>
    count({ pattern, outcome, code, params }, by);
  const enter = (line: LedgerLine): void => {
    lines.set(line.path, line);
    countLine(line, 1);
  };
  for (const { count: by, ...row } of account.tally) count(row, by);
  return {
    count,
    enter,
    /**
     * Enters a late line. A value that was carried no longer counts as such; if the value has a line, the worse outcome
     * wins. The new line remembers the replaced one in `instead`.
     */
    replace: (line: LedgerLine): void => {
      const earlier = lines.get(line.path);
      if (earlier?.outcome === 'dropped' && line.outcome !== 'dropped') return;
      if (earlier) countLine(earlier, -1);
      else if (line.outcome !== 'added') count({ pattern: line.pattern, outcome: 'carried', code: null }, -1);
      enter({ ...line, instead: earlier === undefined ? NO_LINE : (earlier.instead ?? earlier) });
    },
    /** Undoes `replace`. */
    restore: (line: LedgerLine): void => {
      if (line.instead === undefined) return;
      countLine(line, -1);
      lines.delete(line.path);
      if (line.instead !== NO_LINE) enter(line.instead);
      else if (line.outcome !== 'added') count({ pattern: line.pattern, outcome: 'carried', code: null }, 1);
    },
    close: (): Account => ({
      tally: [...tally.values()].filter((row) => row.count > 0),
      lines: [...lines.values()],
    }),
  };
}
