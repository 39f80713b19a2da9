import type { FastifyRequest } from 'fastify';
import { ProblemError } from './problem-error.ts';

/**
 * Chooses the content type that the caller prefers, or the first if the caller has no preference.
 * @throws {ProblemError} when the caller accepts none of them.
 */
export function negotiate<Type extends string>(
  request: FastifyRequest,
  types: readonly [Type, ...Type[]],
): Type {
  const accepted = request.accepts().type([...types]);
  const chosen = types.find((type) => type === accepted);
  if (chosen) return chosen;
  throw new ProblemError('not_acceptable', `This address answers ${types.join(', ')}.`);
}
