import type { FastifyRequest } from 'fastify';
import { ProblemError } from './problem-error.ts';

/**
 * The first of `types` that the caller likes best; the first of all when it does not say.
 * @throws {ProblemError} when it accepts none of them.
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
