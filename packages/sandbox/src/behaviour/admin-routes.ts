import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ADMIN_PREFIX } from './apply-behaviour.ts';
import { Behaviour } from './behaviour.ts';
import { toCanonicalJson } from './canonical-json.ts';
import type { RequestStats } from './request-stats.ts';

export type AdminRoutesDeps = {
  readonly behaviour: Behaviour;
  readonly stats: RequestStats;
  /** Everything stored, without request counters, tokens and id counters. Files are shown by size and SHA-256. */
  readonly state: () => unknown;
};

/** The stand-in's own routes. They need no token and are never hit by faults. */
export function addAdminRoutes(app: FastifyInstance, { behaviour, stats, state }: AdminRoutesDeps): void {
  app.get(`${ADMIN_PREFIX}/state`, async (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(toCanonicalJson(await state())),
  );
  app.get(`${ADMIN_PREFIX}/stats`, async () => stats.snapshot());
  app.delete(`${ADMIN_PREFIX}/stats`, async (_request, reply) => {
    stats.reset();
    return reply.code(204).send();
  });
  app.get(`${ADMIN_PREFIX}/behaviour`, async () => behaviour);
  app.put(`${ADMIN_PREFIX}/behaviour`, async (request, reply) => {
    const given = Behaviour.safeParse(request.body);
    if (!given.success) return reply.code(400).send({ message: z.prettifyError(given.error) });
    return Object.assign(behaviour, given.data);
  });
}
