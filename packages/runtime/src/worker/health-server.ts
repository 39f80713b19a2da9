import { blameAddress } from '@z2q/process';
import fastify from 'fastify';
import type { Registry } from 'prom-client';

export type HealthServerOptions = {
  readonly host: string;
  readonly port: number;
  readonly metrics: Registry;
  /** Describes the fault; undefined when the worker is healthy. */
  readonly check: () => Promise<string | undefined>;
};

/** Serves `/healthz` and `/metrics` of a worker. */
export async function startHealthServer({
  host,
  port,
  metrics,
  check,
}: HealthServerOptions): Promise<AsyncDisposable> {
  const server = fastify();
  server.get('/healthz', async (_, reply) => {
    const fault = await check();
    return reply.code(fault === undefined ? 200 : 503).send({ status: fault ?? 'ok' });
  });
  server.get('/metrics', async (_, reply) => reply.type(metrics.contentType).send(await metrics.metrics()));
  server.setNotFoundHandler((request, reply) =>
    reply
      .code(404)
      .type('application/problem+json')
      .serializer((problem: unknown) => JSON.stringify(problem))
      .send({
        type: 'urn:z2q:problem:not_found',
        title: 'There is nothing at this address',
        status: 404,
        code: 'not_found',
        detail: `A worker answers GET /healthz and GET /metrics, not ${request.method} ${request.url.split('?', 1)[0]}.`,
      }),
  );
  await server.listen({ host, port }).catch(blameAddress({ host: 'HEALTH_HOST', port: 'HEALTH_PORT' }));
  return { [Symbol.asyncDispose]: () => server.close() };
}
