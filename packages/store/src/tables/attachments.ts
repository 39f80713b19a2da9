import type { AttachmentOwner, MigrationId, RunId, SourceAttachment } from '@z2q/contracts';
import type { AttachmentRow } from '../database.ts';
import type { Reader, Writer } from '../store.ts';

export type StagedAttachment = SourceAttachment & {
  readonly sha256: string | null;
  readonly sizeBytes: number | null;
};

export async function saveAttachments(
  tx: Writer,
  migrationId: MigrationId,
  runId: RunId,
  attachments: readonly SourceAttachment[],
): Promise<void> {
  for (const attachment of attachments) {
    const row = {
      attachment_id: attachment.attachmentId,
      name: attachment.name,
      owner: JSON.stringify(attachment.owner),
      owner_key: attachment.ownerKey,
      seen_run_id: runId,
    };
    await tx
      .insertInto('zephyr_attachments')
      .values({
        ...row,
        migration_id: migrationId,
        source_id: attachment.sourceId,
        sha256: null,
        size_bytes: null,
      })
      .onConflict((conflict) => conflict.columns(['migration_id', 'source_id']).doUpdateSet(row))
      .execute();
  }
}

/** Records that the file is in the cache. */
export async function saveCached(
  tx: Writer,
  migrationId: MigrationId,
  sourceId: string,
  file: { readonly sha256: string; readonly sizeBytes: number },
): Promise<void> {
  await tx
    .updateTable('zephyr_attachments')
    .set({ sha256: file.sha256, size_bytes: file.sizeBytes })
    .where('migration_id', '=', migrationId)
    .where('source_id', '=', sourceId)
    .execute();
}

export async function getAttachments(
  db: Reader,
  migrationId: MigrationId,
  ids: readonly string[],
): Promise<readonly StagedAttachment[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('zephyr_attachments')
    .selectAll()
    .where('migration_id', '=', migrationId)
    .where('source_id', 'in', ids)
    .execute();
  return rows.map(toAttachment);
}

const toAttachment = (row: AttachmentRow): StagedAttachment => ({
  sourceId: row.source_id,
  attachmentId: row.attachment_id,
  name: row.name,
  owner: JSON.parse(row.owner) as AttachmentOwner,
  ownerKey: row.owner_key,
  sha256: row.sha256,
  sizeBytes: row.size_bytes,
});
