import { randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import type { Behaviour } from './behaviour.ts';
import type { Fault } from './fault.ts';

type LateFault = Extract<Fault, { kind: 'applied-late' }>;

/** Requests whose connection was cut and that are applied later all the same. */
export type LateRequests = {
  /** Whether this is such a request on its way to the handler. */
  readonly isComing: (request: FastifyRequest) => boolean;
  /** Accepts a request, cuts its connection, and runs it when the fault says. */
  readonly cut: (
    request: FastifyRequest,
    reply: FastifyReply,
    fault: LateFault,
    onCut: () => void,
  ) => Promise<FastifyReply>;
};

const MARK = 'x-sandbox-late';
const LOOK_MS = 10;
const delay = (ms: number): Promise<void> => setTimeout(ms, undefined, { ref: false });

export function createLateRequests(app: FastifyInstance, behaviour: Behaviour): LateRequests {
  const mark = randomUUID();
  return {
    isComing: (request) => request.headers[MARK] === mark,
    cut: async (request, reply, fault, onCut) => {
      const payload = await buffer(request.raw);
      const { method, url, headers } = request;
      reply.hijack();
      request.raw.socket.resetAndDestroy();
      onCut();
      if (fault.delayMs !== undefined) await delay(fault.delayMs);
      while (fault.delayMs === undefined && behaviour.faults.includes(fault)) await delay(LOOK_MS);
      await app.inject({
        method: method as HTTPMethods,
        url,
        headers: { ...headers, [MARK]: mark },
        payload,
      });
      return reply;
    },
  };
}
