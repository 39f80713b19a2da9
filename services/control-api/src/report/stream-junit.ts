import { CheckName, type FailureItem, type MappedType, type ReportView } from '@z2q/contracts';
import { renderJunit } from '@z2q/report';
import { groupFailures, type InRun, listChecks, pageFailures, type Reader } from '@z2q/store';
import { pageThrough } from './page-through.ts';

/** A run's result as JUnit XML, its failures read from the store as fast as they are consumed. */
export async function* streamJunit(db: InRun<Reader>, report: ReportView): AsyncGenerator<string> {
  const checks = await listChecks(db);
  yield* renderJunit({
    report,
    checks: checks.map((check) => ({ ...check, name: CheckName.parse(check.name) })),
    failures: await groupFailures(db),
    listFailures: (type) => listFailuresOf(db, type),
  });
}

async function* listFailuresOf(db: InRun<Reader>, entityType: MappedType): AsyncGenerator<FailureItem> {
  const pages = pageThrough<FailureItem>((last, limit) =>
    pageFailures(db, { entityType }, limit, last && `${last.phase}|${last.entityType}|${last.sourceId}`),
  );
  for await (const items of pages) yield* items;
}
