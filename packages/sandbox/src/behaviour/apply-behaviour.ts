import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Behaviour } from './behaviour.ts';
import { type ErrorBodies, htmlPage, sendInstead, sendTooMany } from './early-answer.ts';
import type { Fault } from './fault.ts';
import { createFaultPicker } from './fault-picker.ts';
import { createLateRequests } from './late-requests.ts';
import type { RequestStats } from './request-stats.ts';
import { createTokenBucket } from './token-bucket.ts';

export type ApplyBehaviourDeps = {
  readonly behaviour: Behaviour;
  readonly stats: RequestStats;
  readonly bodies: ErrorBodies;
};

export const ADMIN_PREFIX = '/__sandbox';
/** How often a held answer checks whether it may be sent. */
const HELD_LOOK_MS = 10;
/** Does not keep the process of a closed server alive. */
const delay = (ms: number): Promise<void> => setTimeout(ms, undefined, { ref: false });

const isAdmin = (request: FastifyRequest): boolean => request.url.startsWith(ADMIN_PREFIX);

/** Adds hooks that count every API request and delay, limit or spoil it as the behaviour says. */
export function applyBehaviour(app: FastifyInstance, { behaviour, stats, bodies }: ApplyBehaviourDeps): void {
  const pickFault = createFaultPicker(behaviour);
  const takeToken = createTokenBucket();
  const late = createLateRequests(app, behaviour);
  const spoiledBy = new WeakMap<FastifyRequest, Fault>();

  app.addHook('onRequest', async (request, reply) => {
    if (isAdmin(request) || late.isComing(request)) return undefined;
    countRequest(request, reply, stats);
    if (behaviour.latencyMs > 0) await delay(behaviour.latencyMs);
    const { rateLimitRps } = behaviour;
    if (rateLimitRps !== null && !takeToken(rateLimitRps)) return sendTooMany(reply, bodies, 1);
    const fault = pickFault(request.method, request.url);
    if (fault === undefined) return undefined;
    if (fault.kind === 'applied-late') return late.cut(request, reply, fault, () => stats.struck(fault));
    const answer = sendInstead(reply, bodies, fault);
    if (answer) stats.struck(fault);
    else spoiledBy.set(request, fault);
    return answer;
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const fault = spoiledBy.get(request);
    if (fault === undefined || !canSpoil(fault, reply)) return payload;
    stats.struck(fault);
    return spoil(reply, payload, fault, behaviour);
  });
}

function countRequest(request: FastifyRequest, reply: FastifyReply, stats: RequestStats): void {
  const route = `${request.method} ${request.routeOptions.url ?? '(unknown)'}`;
  stats.arrived(route);
  reply.raw.once('close', () => {
    stats.answered(route, reply.raw.writableFinished ? reply.raw.statusCode : 'cut');
  });
}

const canSpoil = (fault: Fault, { statusCode }: FastifyReply): boolean =>
  fault.kind !== 'bare-error' || statusCode >= 400;

async function spoil(
  reply: FastifyReply,
  payload: unknown,
  fault: Fault,
  behaviour: Behaviour,
): Promise<unknown> {
  if (fault.kind === 'slow') await delay(fault.delayMs);
  while (fault.kind === 'held' && behaviour.faults.includes(fault)) await delay(HELD_LOOK_MS);
  if (fault.kind === 'reset-after') reply.raw.socket?.resetAndDestroy();
  if (fault.kind === 'bare-error') return toBareError(reply, fault.body);
  if (fault.kind !== 'truncated-json') return payload;
  reply.header('connection', 'close');
  const isText = typeof payload === 'string' || Buffer.isBuffer(payload);
  return isText ? payload.slice(0, Math.ceil(payload.length / 2)) : payload;
}

function toBareError(reply: FastifyReply, body: 'empty' | 'html'): string {
  reply.type('text/html; charset=utf-8').removeHeader('content-length');
  return body === 'empty' ? '' : htmlPage(reply.statusCode);
}
