import { z } from 'zod';
import { type AttachmentOwner, owningTypeOf } from './attachment-owner.ts';

/**
 * Whose files are looked for: Zephyr lists those of each case, cycle, plan and execution (`records`) and of each of their steps and step
 * results (`all`) by a request of its own.
 */
export const ATTACHMENT_CHOICES = ['all', 'records', 'none'] as const;
export type AttachmentChoice = (typeof ATTACHMENT_CHOICES)[number];

const Choice = z.enum(ATTACHMENT_CHOICES);

/** `true` is another word for `all`, and `false` for `none`. */
export const AttachmentsOption = z.codec(z.union([Choice, z.boolean()]), Choice, {
  decode: (given) => (typeof given === 'string' ? given : given ? 'all' : 'none'),
  encode: (choice) => choice,
});

export const looksForFiles = (choice: AttachmentChoice, kind: AttachmentOwner['kind']): boolean =>
  choice === 'all' || (choice === 'records' && owningTypeOf(kind) === kind);
