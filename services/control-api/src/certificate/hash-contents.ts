import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { type CertifiedContent, ENTITY_TYPES, type EntityType } from '@z2q/contracts';
import { type InRun, pageVerifiedContent, type Reader, type VerifiedContent } from '@z2q/store';
import { pageThrough } from '../report/page-through.ts';

/** Hashes over everything that a run verified of each type, one for each side. */
export async function hashContents(db: InRun<Reader>): Promise<ReadonlyMap<EntityType, CertifiedContent>> {
  const contents = new Map<EntityType, CertifiedContent>();
  for (const type of ENTITY_TYPES) contents.set(type, await hashContentsOf(db, type));
  return contents;
}

async function hashContentsOf(db: InRun<Reader>, type: EntityType): Promise<CertifiedContent> {
  const source = createSum();
  const target = createSum();
  let records = 0;
  const pages = pageThrough<VerifiedContent>((last, limit) =>
    pageVerifiedContent(db, type, last?.sourceId ?? '', limit),
  );
  for await (const page of pages) {
    for (const { sourceId, sourceHash, readHash } of page) {
      source.add(sourceId, sourceHash);
      target.add(sourceId, readHash);
    }
    records += page.length;
    // The store answers synchronously, so this lets other requests be answered.
    await setImmediate();
  }
  return { records, source: source.end(), target: target.end() };
}

/** A hash over one line for each record; null if there are no records, or the hash of one is unknown. */
function createSum() {
  const sum = createHash('sha256');
  let isWhole = true;
  let isAny = false;
  return {
    add: (sourceId: string, hash: string | null): void => {
      isAny = true;
      if (hash === null) isWhole = false;
      else sum.update(`${sourceId}\t${hash}\n`);
    },
    end: (): string | null => (isAny && isWhole ? sum.digest('hex') : null),
  };
}
