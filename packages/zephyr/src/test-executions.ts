import { z } from 'zod';
import type { GetClient } from './get-client.ts';
import { pageListing } from './page-listing.ts';
import type { ListedExecution, PageRequest, SourcePage } from './source-client.ts';
import { keyFromId, TestCaseRef } from './test-case-ref.ts';
import { Id, Instant, orNull, Ref } from './wire.ts';

const Listed = z.looseObject({
  id: Id,
  key: orNull(z.string()),
  testCase: TestCaseRef,
  testCycle: orNull(Ref),
  environment: orNull(Ref),
  actualEndDate: orNull(Instant).catch(null),
});

/** No schema says where the issue links of steps stand: what comes of them is in the ledger as members that this release does not know. */
const WITH_STEP_LINKS = { includeStepLinks: true };

export async function pageTestExecutions(
  client: Pick<GetClient, 'get'>,
  request: PageRequest,
  signal?: AbortSignal,
): Promise<SourcePage<ListedExecution>> {
  return pageListing(
    client,
    { path: '/testexecutions', schema: Listed, toItem: toListed, more: WITH_STEP_LINKS },
    request,
    signal,
  );
}

const toListed = (wire: z.infer<typeof Listed>, raw: unknown): ListedExecution => ({
  sourceId: wire.id,
  sourceKey: wire.key || wire.id,
  raw,
  folderId: null,
  testCaseKey: wire.testCase.key ?? keyFromId(wire.testCase.id),
  cycleId: wire.testCycle?.id ?? null,
  environmentId: wire.environment?.id ?? null,
  actualEnd: wire.actualEndDate,
});
