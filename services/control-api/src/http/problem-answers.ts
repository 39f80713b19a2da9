import { PROBLEMS, Problem, type ProblemCode } from '@z2q/contracts';
import { PROBLEM_TYPE } from './answer-errors.ts';

type ProblemAnswer = {
  readonly description: string;
  readonly content: Readonly<Record<typeof PROBLEM_TYPE, { readonly schema: typeof Problem }>>;
};

/** The problem responses of a route: those that every route has, and its own. */
export function problemAnswers(...codes: readonly ProblemCode[]): Record<number, ProblemAnswer> {
  const all = new Set<ProblemCode>([
    'unauthorized',
    'too_many_wrong_tokens',
    ...codes,
    'disk_full',
    'not_ready',
  ]);
  const byStatus = Map.groupBy(all, (code) => PROBLEMS[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, ofStatus]) => [
      status,
      {
        description: ofStatus.map((code) => `\`${code}\`: ${PROBLEMS[code].title}`).join('; '),
        content: { [PROBLEM_TYPE]: { schema: Problem } },
      },
    ]),
  );
}
