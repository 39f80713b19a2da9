import type { FastifyInstance } from 'fastify';
import { ADMIN_PREFIX } from '../behaviour/apply-behaviour.ts';
import { toUnauthorizedBody } from './zephyr-api-error.ts';

/** Refuses requests without the one valid token, with the API's reasons. Unknown paths are refused by the gateway. */
export function authenticate(app: FastifyInstance, token: string): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.is404 || request.url.startsWith(ADMIN_PREFIX)) return undefined;
    const fault = findFault(request.headers.authorization, token);
    if (fault === undefined) return undefined;
    return reply.code(401).send(toUnauthorizedBody(request.url, fault));
  });
}

function findFault(authorization: string | undefined, token: string): string | undefined {
  if (authorization === undefined) return 'Authorization header is missing';
  const given = authorization.replace(/^Bearer +/i, '');
  if (given === token) return undefined;
  const parts = given.split('.');
  if (parts.length !== 3) return 'The token was expected to have 3 parts';
  if (!parts.every((part) => /^[\w-]+={0,2}$/.test(part))) return 'The token is not valid base64';
  if (!parts.slice(0, 2).every(isJson)) return 'The token is not valid JSON';
  return "The token's signature could not be verified";
}

const isJson = (part: string): boolean => {
  try {
    JSON.parse(Buffer.from(part, 'base64url').toString());
    return true;
  } catch {
    return false;
  }
};
