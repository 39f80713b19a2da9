import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiError, forbidden } from './api-error.ts';
import type { QtestContext } from './context.ts';
import type { QtestOptions } from './options.ts';

/** POST routes that only read. */
const queries: readonly (string | undefined)[] = [
  '/api/v3/projects/search',
  '/api/v3/projects/:projectId/search',
  '/api/v3/projects/:projectId/comments',
];

const isWrite = ({ method, routeOptions }: FastifyRequest): boolean =>
  method !== 'GET' && method !== 'HEAD' && !queries.includes(routeOptions.url);

/** JSON or an HTML page: real sites answer either. */
export const toUnauthorized = ({ unauthorizedForm }: QtestOptions): unknown =>
  unauthorizedForm === 'html'
    ? '<!DOCTYPE html><html><head><title>401</title></head><body><h1>HTTP Status 401 - Unauthorized</h1></body></html>'
    : { message: 'Authentication failed: invalid or expired token.' };

/** Checks the token (`bearer`, in either case) and the right to write, before any handler. */
export function addAuthorization(app: FastifyInstance, { token, options }: QtestContext): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.url.startsWith('/__sandbox') || request.url.startsWith('/oauth/token')) return undefined;
    const [, sent] = /^bearer (.+)$/i.exec(request.headers.authorization ?? '') ?? [];
    if (sent !== token) {
      if (options.unauthorizedForm === 'html') reply.type('text/html; charset=utf-8');
      return reply.code(401).send(toUnauthorized(options));
    }
    if (!options.mayWrite && isWrite(request)) throw forbidden('You do not have permission to do this.');
    return undefined;
  });
}

/** Turns every failure into `{"message"}`. */
export function addErrorAnswers(app: FastifyInstance): void {
  app.setErrorHandler<Error & { statusCode?: number }>((error, _request, reply) => {
    const status = error instanceof ApiError ? error.status : (error.statusCode ?? 500);
    return reply.code(status).send({ message: error.message });
  });
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send({ message: `No such resource: ${request.method} ${request.url}` }),
  );
}
