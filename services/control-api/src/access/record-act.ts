import type { AuditItem } from '@z2q/contracts';
import { saveAct, type Writer } from '@z2q/store';
import type { FastifyRequest } from 'fastify';
import { callerOf } from './caller.ts';

/** What the audit log needs beside the request. */
export type Told = { readonly now: Date; readonly detail?: string; readonly on?: string };

/** Records an act in the audit log, in the transaction of the act itself. */
export function recordAct(
  tx: Writer,
  request: FastifyRequest,
  { now, detail = '', on = toSubject(request) }: Told,
): Promise<void> {
  const { role, address } = callerOf(request);
  const act = request.routeOptions.schema?.operationId ?? request.method;
  return saveAct(tx, { at: now.toISOString(), who: `${role} ${address}`, act, on, detail });
}

/** `migration 0198…` for an address below `/v1/migrations/0198…`, otherwise the address. */
function toSubject({ url }: FastifyRequest): AuditItem['on'] {
  const path = url.split('?', 1)[0] ?? '';
  const [, kind, id] = /^\/v1\/(\w+)s\/([^/]+)/.exec(path) ?? [];
  return kind !== undefined && id !== undefined ? `${kind} ${id}` : path;
}
