import type { FastifyInstance } from 'fastify';
import { ZephyrApiError } from './zephyr-api-error.ts';

/** Behaviour that the API description allows but the stand-in does not have by default. May be changed at any time. */
export type ZephyrQuirks = {
  /** Largest page, whatever is requested; the answer contains the size that was used. */
  maxPage: number;
  /** Answers 400 to a `startAt` that is no multiple of `maxResults`. */
  wantsMultiples: boolean;
  /** Members that are missing in pages. */
  leftOut: readonly ('total' | 'isLast' | 'next')[];
  /** Executions refer to their test case only by id. */
  hidesCaseLinks: boolean;
};

export const createQuirks = (given: Partial<ZephyrQuirks> = {}): ZephyrQuirks => ({
  maxPage: 1000,
  wantsMultiples: false,
  leftOut: [],
  hidesCaseLinks: false,
  ...given,
});

type PageQuery = { startAt?: string; maxResults?: string };

/** Adds hooks around the routes that lower or refuse requests and remove members from answers. */
export function applyQuirks(app: FastifyInstance, quirks: ZephyrQuirks): void {
  app.addHook('preValidation', async ({ query }) => {
    const page = query as PageQuery;
    const asked = Number(page.maxResults ?? 10);
    if (quirks.wantsMultiples && Number(page.startAt ?? 0) % asked !== 0)
      throw new ZephyrApiError(400, 'startAt must be a multiple of maxResults');
    if (asked > quirks.maxPage) page.maxResults = String(quirks.maxPage);
  });

  app.addHook('preSerialization', async (request, _reply, payload) => {
    const isPage = typeof payload === 'object' && payload !== null && Object.hasOwn(payload, 'values');
    if (!isPage) return payload;
    const hidden: readonly string[] = quirks.leftOut;
    const page = Object.fromEntries(Object.entries(payload).filter(([name]) => !hidden.includes(name)));
    const isOfExecutions = request.routeOptions.url === '/v2/testexecutions';
    return quirks.hidesCaseLinks && isOfExecutions ? withoutCaseLinks(page) : page;
  });
}

const withoutCaseLinks = (page: Readonly<Record<string, unknown>>): unknown => ({
  ...page,
  values: (page.values as { readonly testCase: { readonly id: number } }[]).map((execution) => ({
    ...execution,
    testCase: { id: execution.testCase.id },
  })),
});
