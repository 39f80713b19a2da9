import type { z } from 'zod';

/** A source record that is not in the form its API promises. Only the record fails, not its batch. */
export class UnreadableRecordError extends Error {
  override readonly name = 'UnreadableRecordError';
  readonly code = 'source_record_unreadable';
  readonly recovery = 'give-up';
}

/** Names the fields, but not their values. */
export const toReason = (error: z.ZodError): string =>
  error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.map(String).join('.') || 'record'}: ${issue.message}`)
    .join('; ');
