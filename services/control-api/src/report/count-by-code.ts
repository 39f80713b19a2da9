import type { ReportInput } from '@z2q/report';
import type { groupFailures } from '@z2q/store';
import { sumBy } from './sum-by.ts';

/** Failures of all phases and types, by their code. */
export const countByCode = (grouped: Awaited<ReturnType<typeof groupFailures>>): ReportInput['failures'] => {
  const counts = sumBy(
    grouped,
    ({ code }) => code,
    ({ count }) => count,
  );
  return [...counts].map(([code, count]) => ({ code, count }));
};
