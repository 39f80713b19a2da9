import fastify, { type FastifyInstance } from 'fastify';
import { addAdminRoutes } from './admin-routes.ts';
import { applyBehaviour } from './apply-behaviour.ts';
import { type Behaviour, createBehaviour } from './behaviour.ts';
import type { ErrorBodies } from './early-answer.ts';
import { createRequestStats, type RequestStats } from './request-stats.ts';

export type StandInOptions = {
  /** Initial values; the returned `behaviour` is the live object. */
  readonly behaviour?: Partial<Behaviour>;
  readonly bodies: ErrorBodies;
  readonly state: () => unknown;
  /** Largest request body in bytes; fastify's 1 MiB unless given. */
  readonly bodyLimit?: number;
};

export type StandIn = {
  readonly app: FastifyInstance;
  readonly behaviour: Behaviour;
  readonly stats: RequestStats;
};

export type ListenOptions = { readonly host?: string; readonly port?: number };

export type Listening = {
  readonly url: string;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
};

/** A fastify server with behaviour, statistics and admin routes. The API's own routes are added later. */
export function createStandIn({ behaviour: given, bodies, state, bodyLimit }: StandInOptions): StandIn {
  const app = fastify({
    forceCloseConnections: true,
    keepAliveTimeout: 60_000,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 1000 },
    ...(bodyLimit === undefined ? {} : { bodyLimit }),
  });
  const behaviour = createBehaviour(given);
  const stats = createRequestStats();
  applyBehaviour(app, { behaviour, stats, bodies });
  addAdminRoutes(app, { behaviour, stats, state });
  return { app, behaviour, stats };
}

export async function listen(
  { app }: StandIn,
  { host = '127.0.0.1', port = 0 }: ListenOptions,
): Promise<Listening> {
  const url = await app.listen({ host, port });
  const close = async () => void (await app.close());
  return { url, close, [Symbol.asyncDispose]: close };
}
