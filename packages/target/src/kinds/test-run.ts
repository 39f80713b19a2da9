import type { Container, ExecutionDraft, NamedWrite, TargetPage, TargetRun } from '@z2q/contracts';
import { compareRun, type Difference, toRunWrite, type Written, ZEPHYR_KEY_FIELD } from '@z2q/mapping';
import { everyPage } from '../every-page.ts';
import { hasKey, isOf, type RecordIdentity, shownKey } from '../identity.ts';
import { MADE } from '../made-places.ts';
import type { Site } from '../site.ts';
import type { ParentRef } from '../target-kind.ts';

/** The target returns no more at once. */
const PAGE_SIZE = 999;

const identity = { field: 'test-runs', stamped: null } as const;

export type RunIdentity = RecordIdentity & { readonly testCaseId: number };

/** A test run, which executions of one cycle, case and environment share. It is deleted with all its logs. */
export const TEST_RUN = {
  noun: 'Test run',
  placeNoun: 'suite',
  parentOf: ({ cycleSourceId }: ExecutionDraft): ParentRef =>
    cycleSourceId === null
      ? { type: 'container', sourceId: MADE.testSuite }
      : { type: 'test_cycle', sourceId: cycleSourceId },
  /** The key in its key field. */
  keyOf: (draft: ExecutionDraft): string =>
    draft.runFields.find((field) => field.label === ZEPHYR_KEY_FIELD)?.values[0] ?? draft.sourceKey,
  hasKey: (site: Site): boolean => hasKey(site, identity),
  shownKey: (site: Site, run: TargetRun): string | null => shownKey(site, identity, run),
  isOf: (site: Site, run: TargetRun, record: RunIdentity): boolean =>
    run.testCaseId === record.testCaseId && isOf(site, identity, run, record),

  placeOf: ({ parent }: TargetRun): number | undefined =>
    parent?.type === 'test-suite' ? parent.id : undefined,
  page: ({ client, signal }: Site, suiteId: number, page: number): Promise<TargetPage<TargetRun>> =>
    client.pageTestRuns({ parent: toContainer(suiteId), page, pageSize: PAGE_SIZE }, signal),
  list: (site: Site, suiteId: number): Promise<readonly TargetRun[]> =>
    everyPage((page) => TEST_RUN.page(site, suiteId, page)),
  read: ({ client, signal }: Site, id: number): Promise<TargetRun> => client.getTestRun(id, signal),

  toWrite: ({ fieldsOf }: Site, draft: ExecutionDraft): Written<NamedWrite> =>
    toRunWrite(draft, { fields: fieldsOf('test-runs') }),
  create: (
    { client }: Site,
    write: NamedWrite & { readonly testCaseId: number; readonly versionId: number | null },
    suiteId: number,
  ): Promise<TargetRun> => client.createTestRun({ ...write, parent: toContainer(suiteId) }),
  compare: (
    { fieldsOf }: Site,
    sent: NamedWrite & { readonly testCaseId: number | null },
    run: TargetRun,
  ): readonly Difference[] => compareRun(sent, run, fieldsOf('test-runs')),
  remove: ({ client, signal }: Site, id: number): Promise<void> => client.deleteTestRun(id, signal),
} as const;

const toContainer = (id: number): Container => ({ type: 'test-suite', id });
