import type { ControlContext } from '../context.ts';
import type { ControlApp } from '../http/control-app.ts';
import { createAllowances } from './allowances.ts';
import { recordAct } from './record-act.ts';
import { neededRole } from './role.ts';

/** That a token does not allow the act, or that the state of things does not. */
const REFUSED = new Set([403, 409]);
/** Of refusals that are kept, for each address: whoever asks in a loop does not fill the disk. */
const KEPT = { atOnce: 60, oneEveryMs: 1_000, maxKeys: 1_000 };

/** Puts acts that were refused into the audit log, after their answer. */
export function recordRefusals(app: ControlApp, { store, now }: Pick<ControlContext, 'store' | 'now'>): void {
  const take = createAllowances({ ...KEPT, now });
  app.addHook('onResponse', async (request, reply) => {
    const isAct = request.caller !== null && neededRole(request.routeOptions) !== 'view';
    if (!isAct || !REFUSED.has(reply.statusCode) || take(request.ip) > 0) return;
    const detail = `refused: ${reply.problemCode ?? reply.statusCode}`;
    await store.write((tx) => recordAct(tx, request, { now: now(), detail }));
  });
}
