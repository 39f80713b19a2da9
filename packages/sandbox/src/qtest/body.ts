import { z } from 'zod';
import { badRequest } from './api-error.ts';

export const Name = z.string().min(1).max(500);
export const Id = z.number().int();
export const PropertyWrite = z.looseObject({ field_id: Id, field_value: z.string() });
export type PropertyWrite = z.infer<typeof PropertyWrite>;
export const Properties = z.array(PropertyWrite).nullish();
/** Files inside JSON are refused with 400 rather than lost: clients upload them by blob-handles. */
export const NoInlineFiles = z
  .array(z.unknown())
  .max(0, 'Inline attachments are not supported; use blob-handles.')
  .nullish();

/** Parses a body; throws 400 naming the member. */
export function readBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw badRequest(`${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'invalid'}`);
}
