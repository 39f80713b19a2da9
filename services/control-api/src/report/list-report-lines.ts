import type { FailureItem, MappedType, ReportLine } from '@z2q/contracts';
import {
  getMapped,
  type InRun,
  pageFailures,
  pageSkipped,
  type Reader,
  type SkippedRecord,
} from '@z2q/store';
import { pageThrough } from './page-through.ts';

/** All failed and skipped records of a run, read from the store as fast as they are consumed. */
export async function* listReportLines(db: InRun<Reader>): AsyncGenerator<ReportLine> {
  const failures = pageThrough<FailureItem>((last, limit) =>
    pageFailures(db, {}, limit, last && `${last.phase}|${last.entityType}|${last.sourceId}`),
  );
  for await (const items of failures) yield* toFailedLines(db, items);
  const skips = pageThrough<SkippedRecord>((last, limit) => pageSkipped(db, last, limit));
  for await (const items of skips) yield* items.map(toSkippedLine);
}

async function* toFailedLines(db: InRun<Reader>, items: readonly FailureItem[]): AsyncGenerator<ReportLine> {
  const targets = new Map<MappedType, Awaited<ReturnType<typeof getMapped>>>();
  for (const [type, ofType] of Map.groupBy(items, (item) => item.entityType)) {
    const ids = ofType.map((item) => item.sourceId);
    targets.set(type, await getMapped(db, type, ids));
  }
  for (const { attempts: _, at: __, ...item } of items) {
    const targetId = targets.get(item.entityType)?.get(item.sourceId)?.targetId ?? null;
    yield { ...item, outcome: 'failed', targetId };
  }
}

const toSkippedLine = ({ entityType, sourceId, sourceKey, reason }: SkippedRecord): ReportLine => ({
  entityType,
  sourceId,
  sourceKey,
  outcome: 'skipped',
  phase: null,
  code: null,
  message: reason,
  targetId: null,
});
