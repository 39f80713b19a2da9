import type { z } from 'zod';
import { toReason, UnreadableRecordError } from './unreadable-record-error.ts';

/** What the schema reads of a record; throws `UnreadableRecordError` naming the record and its odd fields. */
export function parseRecord<T>(what: string, schema: z.ZodType<T>, raw: unknown): T {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw new UnreadableRecordError(`${what}${toName(raw)} cannot be read: ${toReason(parsed.error)}`);
}

function toName(raw: unknown): string {
  if (typeof raw !== 'object' || raw === null) return '';
  const { key, id } = raw as { readonly key?: unknown; readonly id?: unknown };
  const name = key ?? id;
  return typeof name === 'string' || typeof name === 'number' ? ` ${name}` : '';
}
