import type { Claim, ClaimNode } from './claims.ts';

/** An answer, or one record in it, with the claims on its places. */
export type Answer = {
  /** Prefix of each path, where a record has several answers: `teststeps`. */
  readonly at: string;
  readonly value: unknown;
  readonly claims: ClaimNode;
  /**
   * The name that the source reader uses for it when it reports members it could not read, for example `steps` for the
   * content of `values`.
   */
  readonly called?: string;
};

type Value = string | number | boolean;

type Segment = { readonly parent: Segment | null; readonly key: string | number };

/** One value of an answer, with its claim. */
export type Leaf = {
  readonly value: Value;
  readonly claim: Claim | undefined;
  /** First index in its path. */
  readonly index: number | null;
  /** Last free key in its path. */
  readonly key: string | null;
  readonly path: () => string;
  /** The path as the source reader writes it, preceded by the paths of everything that contains it. */
  readonly spelled: () => readonly string[];
  /** The path without what differs between records: indices, ids and the like. */
  readonly pattern: () => string;
};

type Frame = Pick<Leaf, 'index' | 'key'> & {
  readonly value: unknown;
  readonly node: ClaimNode | undefined;
  readonly at: Segment | null;
};

/**
 * Visits every value of an answer that is neither null nor empty. Uses a stack of its own, so the depth of nesting does
 * not matter.
 */
export function eachLeaf(answer: Answer, visit: (leaf: Leaf) => void): void {
  const rest: Frame[] = [{ value: answer.value, node: answer.claims, at: null, index: null, key: null }];
  for (let frame = rest.pop(); frame !== undefined; frame = rest.pop()) {
    const { value } = frame;
    if (Array.isArray(value))
      for (const [index, item] of value.entries()) rest.push(toItem(frame, item, index));
    else if (typeof value === 'object' && value !== null)
      for (const [key, member] of Object.entries(value)) rest.push(toMember(frame, member, key));
    else if (value !== null && value !== '') visit(toLeaf(answer, frame, value as Value));
  }
}

function toItem({ node, at, index, key }: Frame, value: unknown, place: number): Frame {
  return {
    value,
    node: node?.isWhole ? node : node?.items,
    at: { parent: at, key: place },
    index: index ?? place,
    key,
  };
}

function toMember({ node, at, index, key }: Frame, value: unknown, name: string): Frame {
  const segment = { parent: at, key: name };
  if (node?.isWhole) return { value, node, at: segment, index, key };
  const own = node?.members.get(name);
  if (own !== undefined || node?.anyMember === undefined)
    return { value, node: own, at: segment, index, key };
  return { value, node: node.anyMember, at: segment, index, key: name };
}

const toLeaf = ({ at: prefix, called }: Answer, { node, at, index, key }: Frame, value: Value): Leaf => ({
  value,
  claim: node?.claim,
  index,
  key,
  path: () => toPath(prefix, at, keepKey),
  spelled: () => toSpelled(called, at),
  pattern: () =>
    node !== undefined && key === null && !node.isWhole
      ? join(prefix, `.${node.pattern}`)
      : toPath(prefix, at, generaliseKey),
});

function toSpelled(called: string | undefined, at: Segment | null): readonly string[] {
  const keys: (string | number)[] = [];
  for (let segment = at; segment !== null; segment = segment.parent) keys.unshift(segment.key);
  if (called !== undefined && keys[0] === 'values') keys[0] = called;
  else if (called !== undefined) keys.unshift(called);
  let text = '';
  return keys.map((key) => {
    if (typeof key === 'number') text += `[${key}]`;
    else text = text === '' ? key : `${text}.${key}`;
    return text;
  });
}

function toPath(prefix: string, at: Segment | null, spell: (key: string | number) => string): string {
  const parts: string[] = [];
  for (let segment = at; segment !== null; segment = segment.parent) parts.unshift(spell(segment.key));
  return join(prefix, parts.join(''));
}

const join = (prefix: string, path: string): string =>
  prefix === '' ? path.replace(/^\./, '') : `${prefix}${path}`;

/** Longer keys count as free keys. */
const MAX_KEY_LENGTH = 100;

const keepKey = (key: string | number): string => (typeof key === 'number' ? `[${key}]` : spellName(key));

function spellName(name: string): string {
  const quoted = JSON.stringify(name);
  const isPlain = name !== '' && quoted.length === name.length + 2 && !/[.[\]{}]/.test(name);
  return isPlain ? `.${name}` : `[${quoted}]`;
}

const generaliseKey = (key: string | number): string => {
  if (typeof key === 'number') return '[]';
  return isUnbounded(key) ? '.{}' : spellName(key);
};

/** Ids, and names that nobody would give a member. */
const isUnbounded = (name: string): boolean =>
  name.length > MAX_KEY_LENGTH || /^\d+$/.test(name) || /[\da-f]{8}-?[\da-f]{4}/i.test(name);
