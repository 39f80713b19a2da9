import type { QtestApi, TargetCase, TargetStep } from './qtest-api.ts';

/** Steps of the approved versions, in order, by test case. */
export type StepIndex = ReadonlyMap<number, readonly TargetStep[]>;

const PAGE_SIZE = 100;

/** Page by page of one listing: a log names the step of each result, and approval gives the steps new ids. */
export async function indexSteps(qtest: QtestApi): Promise<StepIndex> {
  const steps = new Map<number, readonly TargetStep[]>();
  for (let page = 1; ; page += 1) {
    const query = { page, size: PAGE_SIZE, expandProps: 'false', expandSteps: 'true' };
    const cases = await qtest.get<readonly TargetCase[]>('/test-cases', query);
    for (const { id, test_steps } of cases) {
      steps.set(
        id,
        test_steps.toSorted((left, right) => left.order - right.order),
      );
    }
    if (cases.length < PAGE_SIZE) return steps;
  }
}
