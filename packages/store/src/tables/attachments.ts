import type { AttachmentOwner, SourceAttachment } from '@z2q/contracts';
import { byIds, byRows, eachItsOwn, idsOf, lastOfEach, replacing } from '../in-chunks.ts';
import type { InMigration, InRun } from '../in-run.ts';
import type { Reader, Writer } from '../store.ts';

export type AttachmentRow = {
  migration_id: string;
  source_id: string;
  attachment_id: string;
  name: string;
  owner: string;
  owner_key: string;
  sha256: string | null;
  size_bytes: number | null;
  seen_run_id: string;
  raw: string | null;
};

export type StagedAttachment = SourceAttachment & {
  readonly sha256: string | null;
  readonly sizeBytes: number | null;
  /** Entry of the attachment list, as received. */
  readonly raw: unknown;
};

export type FoundAttachment = SourceAttachment & { readonly raw: unknown };

export async function saveAttachments(
  tx: InRun<Writer>,
  attachments: readonly FoundAttachment[],
): Promise<void> {
  const rows = attachments.map((attachment) => ({
    migration_id: tx.migrationId,
    source_id: attachment.sourceId,
    attachment_id: attachment.attachmentId,
    name: attachment.name,
    owner: JSON.stringify(attachment.owner),
    owner_key: attachment.ownerKey,
    sha256: null,
    size_bytes: null,
    seen_run_id: tx.runId,
    raw: JSON.stringify(attachment.raw),
  }));
  const changed = replacing('attachment_id', 'name', 'owner', 'owner_key', 'seen_run_id', 'raw');
  await byRows(
    lastOfEach(rows, (row) => row.source_id),
    (some) =>
      tx
        .insertInto('zephyr_attachments')
        .values(some)
        .onConflict((conflict) => conflict.columns(['migration_id', 'source_id']).doUpdateSet(changed))
        .execute(),
  );
}

export type CachedFile = {
  readonly sourceId: string;
  readonly file: { readonly sha256: string; readonly sizeBytes: number };
};

/** Notes that the files are in the cache. */
export async function saveCached(tx: InMigration<Writer>, cached: readonly CachedFile[]): Promise<void> {
  await byRows(cached, (some) =>
    tx
      .updateTable('zephyr_attachments')
      .set({
        sha256: eachItsOwn('sha256', some, ({ file }) => file.sha256),
        size_bytes: eachItsOwn('size_bytes', some, ({ file }) => file.sizeBytes),
      })
      .where('migration_id', '=', tx.migrationId)
      .where('source_id', 'in', idsOf(some))
      .execute(),
  );
}

/** Counts the files on records themselves, and those on their steps and step results. */
export async function countAttachments(
  db: InMigration<Reader>,
): Promise<{ readonly ofRecords: number; readonly ofSteps: number }> {
  const count = async (...kinds: readonly string[]): Promise<number> => {
    const { files } = await db
      .selectFrom('zephyr_attachments')
      .select((eb) => eb.fn.countAll().as('files'))
      .where('migration_id', '=', db.migrationId)
      .$if(kinds.length > 0, (query) =>
        query.where((eb) =>
          // The id of a file begins with the kind of its owner and a slash; `0` is the character after the slash.
          eb.or(
            kinds.map((kind) =>
              eb.and([eb('source_id', '>=', `${kind}/`), eb('source_id', '<', `${kind}0`)]),
            ),
          ),
        ),
      )
      .executeTakeFirstOrThrow();
    return Number(files);
  };
  const ofSteps = await count('test_step', 'step_result');
  return { ofRecords: (await count()) - ofSteps, ofSteps };
}

export async function listStagedAttachments(
  db: InMigration<Reader>,
  ids: readonly string[],
): Promise<readonly StagedAttachment[]> {
  const rows = await byIds(ids, (some) =>
    db
      .selectFrom('zephyr_attachments')
      .selectAll()
      .where('migration_id', '=', db.migrationId)
      .where('source_id', 'in', some)
      .execute(),
  );
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
  raw: row.raw === null ? null : JSON.parse(row.raw),
});

/** Bytes on disk of a migration's files. Files with the same content are stored once. */
export async function sumFileBytes(db: InMigration<Reader>): Promise<number> {
  const files = db
    .selectFrom('zephyr_attachments')
    .select((eb) => eb.fn.max('size_bytes').as('bytes'))
    .where('migration_id', '=', db.migrationId)
    .where('sha256', 'is not', null)
    .groupBy('sha256');
  const row = await db
    .selectFrom(files.as('file'))
    .select((eb) => eb.fn.sum('file.bytes').as('sum'))
    .executeTakeFirst();
  return Number(row?.sum ?? 0);
}
