import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';

export type AttachmentOwner =
  | { kind: 'test_case' | 'test_cycle' | 'test_plan' | 'test_execution'; ownerId: number }
  | { kind: 'test_step' | 'step_result'; ownerId: number; stepId: number };

/** Ids are unique only within an owner. */
export type ZephyrAttachment = {
  id: number;
  name: string;
  owner: AttachmentOwner;
  size: number;
  sha256: string;
  content: AttachmentContent;
};

/** Bytes in memory, or a file that is read on request. */
export type AttachmentContent = { bytes: Buffer } | { path: string };

export const openContent = (content: AttachmentContent): Readable =>
  'path' in content
    ? createReadStream(content.path)
    : Readable.from(content.bytes.length > 0 ? [content.bytes] : [], { objectMode: false });

export const toOwnerKey = (owner: AttachmentOwner): string =>
  'stepId' in owner ? `${owner.kind}/${owner.ownerId}/${owner.stepId}` : `${owner.kind}/${owner.ownerId}`;

export const toAttachment = (
  id: number,
  name: string,
  owner: AttachmentOwner,
  bytes: Buffer,
): ZephyrAttachment => ({
  id,
  name,
  owner,
  size: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
  content: { bytes },
});
