import type { components } from './api-types.ts';

type Problem = components['schemas']['Problem'];

type Told = Pick<Problem, 'detail' | 'fix' | 'migrationId'> & {
  readonly code: Problem['code'] | 'no_answer';
};

/** An answer without success, or no answer, in words for a person. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly code: string;
  /** What to do about it. */
  readonly fix: string | undefined;
  /** The migration that is in the way. */
  readonly migrationId: string | undefined;

  constructor({ code, detail, fix, migrationId }: Told, options?: ErrorOptions) {
    super(detail, options);
    this.code = code;
    this.fix = fix;
    this.migrationId = migrationId;
  }
}

const isProblem = (error: unknown): error is Problem =>
  typeof error === 'object' && error !== null && 'code' in error && 'detail' in error;

export function toApiProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  if (isProblem(error)) return new ApiProblem(error);
  const detail = 'The control API does not answer.';
  const fix = 'Look whether z2q is running (./z2q up). This page tries again when you do.';
  return new ApiProblem({ code: 'no_answer', detail, fix }, { cause: error });
}
