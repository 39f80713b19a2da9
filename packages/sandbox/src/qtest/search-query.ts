import { badRequest } from './api-error.ts';

export type Operator = '=' | '!=' | '<' | '>' | '<=' | '>=' | '~' | '!~' | 'in' | 'is';
export type Condition = {
  readonly field: string;
  readonly operator: Operator;
  readonly values: readonly string[];
};
/** One of the groups must match, with all of its conditions: `and` binds closer than `or`. */
export type DataQuery = readonly (readonly Condition[])[];

const operators: readonly string[] = ['=', '!=', '<', '>', '<=', '>=', '~', '!~', 'in', 'is'];

type Token = { readonly text: string; readonly isQuoted: boolean };

/** Quoted text, the punctuation of a list, or whatever stands between blanks. */
const tokenPattern = /\s*(?:'([^']*)'(?=[\s,)]|$)|([(),])|([^\s'(),]+))/y;

function tokenize(query: string): Token[] {
  const tokens: Token[] = [];
  const text = query.trim();
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < text.length) {
    const at = tokenPattern.lastIndex;
    const match = tokenPattern.exec(text);
    if (!match) throw badRequest(`The query is invalid near: ${text.slice(at, at + 20)}`);
    tokens.push({ text: match[1] ?? match[2] ?? match[3] ?? '', isQuoted: match[1] !== undefined });
  }
  return tokens;
}

/**
 * Reads `<field> <operator> <value>` joined by `and` / `or`. Names and values with blanks are in single quotes, and
 * operators need blanks around them. How to write a quote inside a value is unknown, so it is refused. Throws 400.
 */
export function readDataQuery(query: string): DataQuery {
  const tokens = tokenize(query);
  if (tokens.length === 0) return [];
  const groups: Condition[][] = [[]];
  let at = 0;
  while (true) {
    const [condition, next] = readCondition(tokens, at);
    groups.at(-1)?.push(condition);
    const joiner = tokens[next];
    if (!joiner) return groups;
    const word = joiner.isQuoted ? '' : joiner.text.toLowerCase();
    if (word === 'or') groups.push([]);
    else if (word !== 'and') throw badRequest(`The query is invalid near: ${joiner.text}`);
    at = next + 1;
  }
}

function readCondition(tokens: readonly Token[], at: number): readonly [Condition, number] {
  const [field, operator, first] = tokens.slice(at, at + 3);
  const sign = operator?.text.toLowerCase() ?? '';
  if (!field || !first || !operators.includes(sign)) throw badRequest('The query is invalid.');
  if (sign === 'is' && first.text.toLowerCase() !== 'not empty') throw badRequest('The query is invalid.');
  const isList = first.text === '(' && !first.isQuoted;
  if (isList !== (sign === 'in')) throw badRequest('The query is invalid.');
  if (!isList) return [{ field: field.text, operator: sign as Operator, values: [first.text] }, at + 3];
  const [values, next] = readList(tokens, at + 3);
  return [{ field: field.text, operator: 'in', values }, next];
}

/** `('a', 'b')`, after the opening bracket. */
function readList(tokens: readonly Token[], from: number): readonly [readonly string[], number] {
  const values: string[] = [];
  for (let at = from; ; at += 2) {
    const [value, after] = tokens.slice(at, at + 2);
    if (!value || !after || after.isQuoted) throw badRequest('The query is invalid.');
    values.push(value.text);
    if (after.text === ')') return [values, at + 2];
    if (after.text !== ',') throw badRequest('The query is invalid.');
  }
}
