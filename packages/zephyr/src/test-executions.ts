import { HttpError, type HttpErrorCode } from '@z2q/http';
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

/** The API does not document where issue links of steps appear. Whatever it returns is in the ledger as unknown members. */
const WITH_STEP_LINKS = { includeStepLinks: true };

const WITHHELD = 'issue links of steps';
const REFUSALS: ReadonlySet<HttpErrorCode> = new Set(['refused', 'forbidden', 'not_found']);

type PageExecutions = (request: PageRequest, signal?: AbortSignal) => Promise<SourcePage<ListedExecution>>;

/** Lists executions with the issue links of their steps; where a site refuses that parameter, without them from then on. */
export function createExecutionPages(client: Pick<GetClient, 'get'>): PageExecutions {
  let isRefused = false;
  const listing = { path: '/testexecutions', schema: Listed, toItem: toListed } as const;
  const pageWithout: PageExecutions = async (request, signal) => ({
    ...(await pageListing(client, listing, request, signal)),
    withheld: WITHHELD,
  });
  return async (request, signal) => {
    if (isRefused) return pageWithout(request, signal);
    try {
      return await pageListing(client, { ...listing, more: WITH_STEP_LINKS }, request, signal);
    } catch (error) {
      if (!(error instanceof HttpError && REFUSALS.has(error.code))) throw error;
      // Refused for another reason, it is refused again.
      const page = await pageWithout(request, signal);
      isRefused = true;
      return page;
    }
  };
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
