import { z } from 'zod';
import { type AttachmentOwner, owningTypeOf } from './attachment-owner.ts';

/**
 * Which files are migrated. `records`: files of cases, cycles, plans and executions. `all`: also files of their steps
 * and step results. Each record, step and step result whose files are looked for takes a request to Zephyr.
 */
export const ATTACHMENT_CHOICES = ['all', 'records', 'none'] as const;
export type AttachmentChoice = (typeof ATTACHMENT_CHOICES)[number];

const Choice = z.enum(ATTACHMENT_CHOICES);

/** `true` means `all`, and `false` means `none`. */
export const AttachmentsOption = z.codec(z.union([Choice, z.boolean()]), Choice, {
  decode: (given) => (typeof given === 'string' ? given : given ? 'all' : 'none'),
  encode: (choice) => choice,
});

export const looksForFiles = (choice: AttachmentChoice, kind: AttachmentOwner['kind']): boolean =>
  choice === 'all' || (choice === 'records' && owningTypeOf(kind) === kind);
