import type { Readable } from 'node:stream';
import type { AttachmentHolder, TargetAttachment } from '@z2q/contracts';
import { z } from 'zod';
import type { ProjectApi } from './project-api.ts';
import type { TargetClient } from './target-client.ts';
import { type FileNameEncoding, toFileNameHeader } from './to-file-name-header.ts';
import { Id, IdOrNull, listOf, TextOrNull } from './wire.ts';

const Attachment = z
  .looseObject({ id: Id, name: TextOrNull, content_type: TextOrNull, artifact_id: IdOrNull })
  .transform(
    (wire): TargetAttachment => ({
      id: wire.id,
      name: wire.name ?? '',
      contentType: wire.content_type,
      ownerId: wire.artifact_id,
    }),
  );

type Upload = Parameters<TargetClient['uploadAttachment']>[0];
export type AttachmentPlace = { readonly holder: AttachmentHolder; readonly ownerId: number };

export async function listAttachments(
  api: ProjectApi,
  { holder, ownerId }: AttachmentPlace,
  signal?: AbortSignal,
): Promise<readonly TargetAttachment[]> {
  const options = { route: `/${holder}/{id}/attachments`, schema: listOf(Attachment), signal };
  const attachments = await api.get(`/${holder}/${ownerId}/attachments`, options);
  return attachments.map((attachment) => ({ ...attachment, ownerId: attachment.ownerId ?? ownerId }));
}

/** The body is the file itself, not a form. */
export async function uploadAttachment(
  api: ProjectApi,
  file: Upload,
  encoding: FileNameEncoding | undefined,
  signal?: AbortSignal,
): Promise<TargetAttachment> {
  const { holder, ownerId } = file;
  const attachment = await api.upload(`/${holder}/${ownerId}/blob-handles`, {
    route: `/${holder}/{id}/blob-handles`,
    headers: { 'file-name': toFileNameHeader(file.fileName, encoding), 'content-type': file.contentType },
    open: file.open,
    sizeBytes: file.sizeBytes,
    schema: Attachment,
    signal,
  });
  return { ...attachment, ownerId: attachment.ownerId ?? ownerId };
}

/** `forceDownload` also returns a file that was not scanned yet. */
export function downloadAttachment(
  api: ProjectApi,
  { holder, ownerId }: AttachmentPlace,
  attachmentId: number,
  signal?: AbortSignal,
): Promise<Readable> {
  const path = `/${holder}/${ownerId}/attachments/${attachmentId}`;
  const route = `/${holder}/{id}/attachments/{attachment}`;
  return api.download(path, { route, query: { forceDownload: true }, signal });
}

export function deleteAttachment(
  api: ProjectApi,
  { holder, ownerId }: AttachmentPlace,
  attachmentId: number,
  signal?: AbortSignal,
): Promise<void> {
  const path = `/${holder}/${ownerId}/blob-handles/${attachmentId}`;
  return api.remove(path, { route: `/${holder}/{id}/blob-handles/{attachment}`, signal });
}
