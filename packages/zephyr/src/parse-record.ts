import type { OddMember } from '@z2q/contracts';
import type { z } from 'zod';
import { readAround } from './read-around.ts';
import { toReason, UnreadableRecordError } from './unreadable-record-error.ts';

export type Parsed<T> = { readonly wire: T; readonly oddMembers: readonly OddMember[] };

/**
 * Reads a record by a schema, and lists the members that cannot be read.
 * @throws {UnreadableRecordError} that names the record when a necessary member cannot be read.
 */
export function parseRecord<T>(what: string, schema: z.ZodType<T>, raw: unknown): Parsed<T> {
  const read = readAround(schema, raw);
  if (read.success) return { wire: read.data, oddMembers: read.odd };
  throw new UnreadableRecordError(`${what}${toName(raw)} cannot be read: ${toReason(read.error)}`);
}

function toName(raw: unknown): string {
  if (typeof raw !== 'object' || raw === null) return '';
  const { key, id } = raw as { readonly key?: unknown; readonly id?: unknown };
  const name = key ?? id;
  return typeof name === 'string' || typeof name === 'number' ? ` ${name}` : '';
}
