import type { ControlApp } from './control-app.ts';

/**
 * Time limits for callers, as options of `fastify()`. Without them a connection that never sends its request is kept
 * for ever. An event stream sends something every 15 s.
 */
export const CONNECTION_LIMITS = {
  /** For a whole request including its body. */
  requestTimeout: 30_000,
  /** Between two requests. */
  keepAliveTimeout: 20_000,
  /** Without any byte sent or received. */
  connectionTimeout: 300_000,
  http: { headersTimeout: 10_000, connectionsCheckingInterval: 1_000 },
} as const;

const MAX_CONNECTIONS = 500;

/** Limits the number of connections. */
export function capConnections(app: ControlApp): void {
  app.server.maxConnections = MAX_CONNECTIONS;
}
