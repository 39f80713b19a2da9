import type { EntityType } from '@z2q/contracts';
import {
  getMapped,
  type InRun,
  isCreated,
  type Mapped,
  pageUnjudged,
  type Reader,
  type RecordName,
} from '@z2q/store';
import { type Finding, missing } from './finding.ts';

export type Unseen = RecordName & { readonly mapped: Mapped | undefined };

/** A page of records without a finding, in order of source id, with their id map rows. */
export async function pageUnseen(
  db: InRun<Reader>,
  type: EntityType,
  afterId: string,
  limit: number,
): Promise<readonly Unseen[]> {
  const records = await pageUnjudged(db, {
    entityType: type,
    afterId,
    limit,
  });
  const ids = records.map((record) => record.sourceId);
  const mapped = await getMapped(db, type, ids);
  return records.map((record) => ({ ...record, mapped: mapped.get(record.sourceId) }));
}

/** Finding for an unseen record: deleted on the target, or not loaded. */
export const toMissing = (unseen: Unseen, noun: string): Finding =>
  isCreated(unseen.mapped)
    ? missing(
        unseen,
        `${noun} ${unseen.mapped.targetPid ?? unseen.mapped.targetId} is not on the target any more.`,
      )
    : missing(
        unseen,
        'The id map names no object of it: it was not loaded, or a rollback has taken it away. Run load, then validate again.',
      );
