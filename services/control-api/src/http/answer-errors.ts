import type { ProblemCode } from '@z2q/contracts';
import type { FastifyReply } from 'fastify';
import type { ControlApp } from './control-app.ts';
import type { ProblemError } from './problem-error.ts';
import { toProblemError } from './to-problem-error.ts';

declare module 'fastify' {
  interface FastifyReply {
    /** Code of the problem in the answer; null: the answer is no problem. */
    problemCode: ProblemCode | null;
  }
}

export const PROBLEM_TYPE = 'application/problem+json';

/** Answers every failure with a problem document, and logs internal errors. */
export function answerErrors(app: ControlApp): void {
  app.decorateReply('problemCode', null);
  app.setErrorHandler<Error>((error, request, reply) => {
    const problem = toProblemError(error);
    if (problem.code === 'internal_error') request.log.error({ err: error }, 'request failed');
    return sendProblem(reply, problem);
  });
}

/** Bypasses the route's response schema, so that a problem can always be sent. */
export function sendProblem(reply: FastifyReply, error: ProblemError): FastifyReply {
  const problem = error.toProblem();
  reply.problemCode = error.code;
  return reply
    .code(problem.status)
    .type(PROBLEM_TYPE)
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send(problem);
}
