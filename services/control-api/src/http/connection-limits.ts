import type { ControlApp } from './control-app.ts';

/**
 * How long a caller may take, for `fastify()`: without these, a connection that never sends its request is kept for
 * ever. An event stream says something every 15 s.
 */
export const CONNECTION_LIMITS = {
  /** For a whole request, its body too. */
  requestTimeout: 30_000,
  /** Between two requests. */
  keepAliveTimeout: 20_000,
  /** Without anything sent or received. */
  connectionTimeout: 300_000,
  http: { headersTimeout: 10_000, connectionsCheckingInterval: 1_000 },
} as const;

const MAX_CONNECTIONS = 500;

/** Refuses further connections while there are too many. */
export function capConnections(app: ControlApp): void {
  app.server.maxConnections = MAX_CONNECTIONS;
}
