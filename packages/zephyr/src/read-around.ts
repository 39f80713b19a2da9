import type { OddMember } from '@z2q/contracts';
import type { z } from 'zod';
import { toKeepableValue } from './keepable-text.ts';

type Path = readonly PropertyKey[];
type Taken = { readonly path: Path; readonly value: unknown };
type Reading<T> =
  | { readonly success: true; readonly data: T; readonly odd: readonly OddMember[] }
  | { readonly success: false; readonly error: z.ZodError };

/**
 * Reads a record by a schema without the members that cannot be read, and returns those as received. An unreadable
 * member is removed, then what requires it, up to the record itself: a record without its id cannot be read.
 */
export function readAround<T>(schema: z.ZodType<T>, raw: unknown): Reading<T> {
  const taken: Taken[] = [];
  const { value, changed } = toKeepableValue(raw);
  for (let rest = value; ; ) {
    const parsed = schema.safeParse(rest);
    if (parsed.success) {
      const mended = changed.filter((path) => !taken.some((part) => isInside(path, part.path)));
      return {
        success: true,
        data: parsed.data,
        odd: [...toOddMembers(taken), ...mended.map((path) => toMended(raw, path))],
      };
    }
    const paths = parsed.error.issues.map(({ path }) => toPresent(rest, path));
    if (paths.some((path) => path.length === 0)) return { success: false, error: parsed.error };
    for (const path of paths) {
      if (valueAt(rest, path) === undefined) continue;
      taken.push({ path, value: valueAt(raw, path) });
      rest = without(rest, path);
    }
  }
}

/** The longest part of the path that has a value: an object that lacks a member is odd itself. */
function toPresent(value: unknown, path: Path): Path {
  for (let length = path.length; length > 0; length -= 1) {
    const part = path.slice(0, length);
    if (valueAt(value, part) !== undefined) return part;
  }
  return [];
}

const isObject = (value: unknown): value is Readonly<Record<PropertyKey, unknown>> =>
  typeof value === 'object' && value !== null;

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (part, name) => (isObject(part) && Object.hasOwn(part, name) ? part[name] : undefined),
    value,
  );

/** Returns a copy; the items of a list keep their indexes. */
function without(value: unknown, [name, ...deeper]: Path): unknown {
  if (name === undefined) return undefined;
  if (Array.isArray(value)) return value.with(Number(name), without(value[Number(name)], deeper));
  return isObject(value) ? { ...value, [name]: without(value[name], deeper) } : value;
}

/** If a whole was removed after its parts, only the whole is listed. Empty values are left out. */
function toOddMembers(taken: readonly Taken[]): readonly OddMember[] {
  const outermost = taken.filter(
    ({ path }, index) => !taken.some((other, place) => place !== index && isInside(path, other.path)),
  );
  return outermost.flatMap(({ path, value }) =>
    isEmpty(value) ? [] : [{ path: toText(path), received: JSON.stringify(value) }],
  );
}

const toMended = (raw: unknown, path: Path): OddMember => ({
  path: toText(path),
  received: JSON.stringify(valueAt(raw, path) ?? path.at(-1)),
  isMended: true,
});

/** Also true if both paths are equal. */
const isInside = (path: Path, outer: Path): boolean =>
  outer.length <= path.length && outer.every((name, index) => name === path[index]);

const isEmpty = (value: unknown): boolean =>
  value === null || value === '' || (isObject(value) && Object.values(value).every(isEmpty));

/** For example `links.issues[0].issueId`. */
const toText = (path: Path): string =>
  path.reduce<string>((text, name) => {
    if (typeof name === 'number') return `${text}[${name}]`;
    return text === '' ? String(name) : `${text}.${String(name)}`;
  }, '');
