import type { FastifyReply } from 'fastify';
import type { Fault, RetryAfter } from './fault.ts';

/** Error bodies in the style of the imitated API. `url` is the path with its query. */
export type ErrorBodies = {
  unauthorized(url: string): unknown;
  tooManyRequests(url: string): unknown;
};

export function sendTooMany(reply: FastifyReply, bodies: ErrorBodies, retryAfter: RetryAfter): FastifyReply {
  const header = toRetryAfterHeader(retryAfter);
  if (header !== undefined) reply.header('retry-after', header);
  return reply.code(429).send(bodies.tooManyRequests(reply.request.url));
}

const toRetryAfterHeader = (retryAfter: RetryAfter): string | undefined => {
  if (retryAfter === 'absent') return undefined;
  if (typeof retryAfter === 'number') return String(retryAfter);
  return new Date(Date.now() + retryAfter.dateInSeconds * 1000).toUTCString();
};

/** Answers for a fault that keeps the handler from running; undefined for other faults. */
export function sendInstead(
  reply: FastifyReply,
  bodies: ErrorBodies,
  fault: Fault,
): FastifyReply | undefined {
  switch (fault.kind) {
    case 'too-many-requests':
      return sendTooMany(reply, bodies, fault.retryAfter);
    case 'server-error':
    case 'gateway-refusal':
      return reply.code(fault.status).type('text/html; charset=utf-8').send(htmlPage(fault.status));
    case 'token-expired':
      return reply.code(401).send(bodies.unauthorized(reply.request.url));
    case 'reset-before':
      reply.hijack();
      reply.raw.socket?.resetAndDestroy();
      return reply;
    default:
      return undefined;
  }
}

export const htmlPage = (status: number): string =>
  `<!DOCTYPE html><html><head><title>${status}</title></head><body><h1>${status} ERROR</h1>` +
  '<p>The request could not be satisfied.</p></body></html>';
