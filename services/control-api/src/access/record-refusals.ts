import type { ControlContext } from '../context.ts';
import type { ControlApp } from '../http/control-app.ts';
import { createAllowances } from './allowances.ts';
import { recordAct } from './record-act.ts';
import { neededRole } from './role.ts';

/** The token does not allow the act (403), or the present state does not (409). */
const REFUSED = new Set([403, 409]);
/** Allowance of recorded refusals for each address, so that a caller in a loop cannot fill the disk. */
const KEPT = { atOnce: 60, oneEveryMs: 1_000, maxKeys: 1_000 };

/** Records refused acts in the audit log, after they were answered. */
export function recordRefusals(app: ControlApp, { store, now }: Pick<ControlContext, 'store' | 'now'>): void {
  const take = createAllowances({ ...KEPT, now });
  app.addHook('onResponse', async (request, reply) => {
    const isAct = request.caller !== null && neededRole(request.routeOptions) !== 'view';
    if (!isAct || !REFUSED.has(reply.statusCode) || take(request.ip) > 0) return;
    const detail = `refused: ${reply.problemCode ?? reply.statusCode}`;
    await store.write((tx) => recordAct(tx, request, { now: now(), detail }));
  });
}
