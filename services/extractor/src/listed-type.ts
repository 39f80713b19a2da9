import type { ListedExecution, ListedRecord, PageRequest, SourceClient, SourcePage } from '@z2q/zephyr';
import { z } from 'zod';

/** Types for which Zephyr has a paged listing. */
export const ListedType = z.enum(['test_case', 'test_cycle', 'test_plan', 'test_execution']);
export type ListedType = z.infer<typeof ListedType>;
export const LISTED_TYPES: readonly ListedType[] = ListedType.options;

export type ListedPage =
  | { readonly type: 'test_execution'; readonly page: SourcePage<ListedExecution> }
  | { readonly type: Exclude<ListedType, 'test_execution'>; readonly page: SourcePage<ListedRecord> };

export async function fetchPage(
  source: SourceClient,
  type: ListedType,
  request: PageRequest,
  signal: AbortSignal,
): Promise<ListedPage> {
  switch (type) {
    case 'test_case':
      return { type, page: await source.pageTestCases(request, signal) };
    case 'test_cycle':
      return { type, page: await source.pageTestCycles(request, signal) };
    case 'test_plan':
      return { type, page: await source.pageTestPlans(request, signal) };
    case 'test_execution':
      return { type, page: await source.pageTestExecutions(request, signal) };
  }
}
