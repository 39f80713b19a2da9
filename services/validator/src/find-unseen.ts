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

/** Records of which nothing was found yet, in source id order, with what the id map says of them. */
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

/** Says of an unseen record how far it came. */
export const toMissing = (unseen: Unseen, noun: string): Finding =>
  isCreated(unseen.mapped)
    ? missing(
        unseen,
        `${noun} ${unseen.mapped.targetPid ?? unseen.mapped.targetId} is not on the target any more.`,
      )
    : missing(unseen, 'It was never loaded: the id map does not name it. Run load, then validate again.');
