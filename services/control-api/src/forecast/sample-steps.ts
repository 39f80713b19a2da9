import type { ListedRecord, SourceClient, SourcePage } from '@z2q/zephyr';

/** Average number of attachment lists of a record's steps; null: there is no such record. */
export type StepSample = { readonly ofCase: number | null; readonly ofExecution: number | null };

/** Number of places in a listing to sample, and records at each: early records often have other steps than late ones. */
const PLACES = 4;
const RECORDS_A_PLACE = 5;

type Totals = { readonly testCases: number; readonly testExecutions: number };

/** Reads the steps of a few cases and executions from all over their listings. */
export async function sampleSteps(
  source: SourceClient,
  projectKey: string,
  { testCases, testExecutions }: Totals,
  signal: AbortSignal,
): Promise<StepSample> {
  const at = (startAt: number) => ({ projectKey, startAt, maxResults: RECORDS_A_PLACE });
  const [ofCase, ofExecution] = await Promise.all([
    averageOf(
      testCases,
      (startAt) => source.pageTestCases(at(startAt), signal),
      async (record) => source.stepIdsOfScript(await source.getScript(record, signal)),
    ),
    averageOf(
      testExecutions,
      (startAt) => source.pageTestExecutions(at(startAt), signal),
      async (record) => source.stepIdsOfResults(await source.getStepResults(record, signal)),
    ),
  ]);
  return { ofCase, ofExecution };
}

async function averageOf(
  total: number,
  page: (startAt: number) => Promise<SourcePage<ListedRecord>>,
  readIds: (record: ListedRecord) => Promise<readonly (string | null)[]>,
): Promise<number | null> {
  if (total === 0) return null;
  const pages = await Promise.all(startsOf(total).map(page));
  const records = pages.flatMap(({ items }) => items);
  const ids = await Promise.all(records.map(readIds));
  return records.length === 0 ? null : ids.flat().filter((id) => id !== null).length / records.length;
}

/** Spread evenly over the pages; multiples of the page size, as the API requires. */
function startsOf(total: number): readonly number[] {
  const pages = Math.ceil(total / RECORDS_A_PLACE);
  const places = Math.min(PLACES, pages);
  return Array.from({ length: places }, (_, place) => Math.floor((place * pages) / places) * RECORDS_A_PLACE);
}
