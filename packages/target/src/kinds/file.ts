import type { Readable } from 'node:stream';
import type { AttachmentDraft, AttachmentHolder, TargetAttachment } from '@z2q/contracts';
import { type Difference, isSameFileName } from '@z2q/mapping';
import { hashContent } from '../hash-content.ts';
import { readOrGone } from '../read-or-gone.ts';
import type { Site } from '../site.ts';

/** The object that holds a file. */
export type FileHolder = { readonly kind: AttachmentHolder; readonly ownerId: number };

/** A file has no key. It is recognised by its name and bytes; an owner may have several files with one name. */
export const FILE = {
  noun: 'File',
  list: ({ client, signal }: Site, { kind, ownerId }: FileHolder): Promise<readonly TargetAttachment[]> =>
    client.listAttachments(kind, ownerId, signal),
  isOf: async (
    site: Site,
    holder: FileHolder,
    file: TargetAttachment,
    { fileName, sha256 }: AttachmentDraft,
  ): Promise<boolean> =>
    isSameFileName(fileName, file.name) && (await FILE.hash(site, holder, file.id)) === sha256,
  /** Those of the files of a holder that are the draft's. */
  same: async (
    site: Site,
    holder: FileHolder,
    files: readonly TargetAttachment[],
    draft: AttachmentDraft,
  ): Promise<readonly TargetAttachment[]> => {
    const same: TargetAttachment[] = [];
    for (const file of files) if (await FILE.isOf(site, holder, file, draft)) same.push(file);
    return same;
  },
  create: (
    { client }: Site,
    { fileName, contentType, sizeBytes }: AttachmentDraft,
    { kind, ownerId }: FileHolder,
    open: () => Readable,
  ): Promise<TargetAttachment> =>
    client.uploadAttachment({ holder: kind, ownerId, fileName, contentType, sizeBytes, open }),
  /** SHA-256 of the bytes on the target, which are streamed and not stored; undefined: they are gone. */
  hash: ({ client, signal }: Site, { kind, ownerId }: FileHolder, id: number): Promise<string | undefined> =>
    readOrGone(async () => hashContent(await client.downloadAttachment(kind, ownerId, id, signal), signal)),
  /** How a file differs from the one sent; `found` is the SHA-256 of its bytes on the target. */
  compare: (
    { fileName, sha256 }: AttachmentDraft,
    file: TargetAttachment,
    found: string | undefined,
  ): readonly Difference[] => [
    ...(isSameFileName(fileName, file.name)
      ? []
      : [{ field: 'name', expected: fileName, actual: file.name }]),
    ...(found === sha256
      ? []
      : [{ field: 'SHA-256', expected: sha256, actual: found ?? 'none: the bytes are gone' }]),
  ],
  remove: ({ client, signal }: Site, { kind, ownerId }: FileHolder, id: number): Promise<void> =>
    client.deleteAttachment(kind, ownerId, id, signal),
} as const;
