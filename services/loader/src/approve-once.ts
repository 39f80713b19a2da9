import type { Draft } from '@z2q/contracts';
import { HttpError, withSendGuard } from '@z2q/http';
import { PauseRunError } from '@z2q/runtime';
import type { Content, Created } from '@z2q/store';
import type { ObjectWrite, TargetObject } from '@z2q/target';
import type { KindScope } from './kind-scope.ts';
import { refuseForeign } from './refuse-foreign.ts';

export type Version = Pick<Content, 'versionId'>;

/** Approves an object that was just created or changed, if its kind has approval and the operator wants it. */
export async function approveOnce<D extends Draft, O extends TargetObject, W extends ObjectWrite>(
  scope: KindScope<D, O, W>,
  { targetId, versionId }: Pick<Created, 'targetId' | 'versionId'>,
): Promise<Version> {
  const { context, kind } = scope;
  if (!kind.approval) return {};
  if (!context.migration.options.approve) return { versionId };
  return approve(scope, targetId, versionId);
}

/**
 * Approves an object that was created before a crash or a restored backup. It may be approved already, and a second
 * approval would create another version.
 */
export async function approveKnown<D extends Draft, O extends TargetObject, W extends ObjectWrite>(
  scope: KindScope<D, O, W>,
  made: Created,
): Promise<Version> {
  const { context, site, kind } = scope;
  if (!kind.approval || !context.migration.options.approve) return approveOnce(scope, made);
  const current = await kind.read(site, made.targetId, []);
  refuseForeign(scope, current, made);
  return approveUnless(scope, current);
}

/** Approves an object that was just read, unless it is approved already. */
export async function approveUnless<D extends Draft, O extends TargetObject, W extends ObjectWrite>(
  scope: KindScope<D, O, W>,
  current: O,
): Promise<Version> {
  const { context, kind } = scope;
  const versionId = current.versionId ?? null;
  if (!kind.approval) return {};
  if (!context.migration.options.approve || kind.approval.isApproved(current)) return { versionId };
  return approve(scope, current.id, versionId);
}

/** Guarded like a create: a worker that stood still must not raise the version that the next holder has approved. */
async function approve<D extends Draft, O extends TargetObject, W extends ObjectWrite>(
  { context, site, kind }: KindScope<D, O, W>,
  id: number,
  versionId: number | null,
): Promise<Version> {
  try {
    const approved = await withSendGuard(context.assertHeld, async () => kind.approval?.approve(site, id));
    return { versionId: approved?.versionId ?? versionId };
  } catch (error) {
    throw error instanceof HttpError && error.code === 'forbidden' ? mayNotApprove(error) : error;
  }
}

/** Not the fault of one case: no approval would succeed. */
const mayNotApprove = (error: HttpError): PauseRunError =>
  new PauseRunError({
    reason: 'unauthorized',
    action: `The qTest token may not approve test cases (${error.message}). Give its user that right, and the run goes on by itself; or cancel it, roll back, and make the migration anew with the option approve=false.`,
    tryAgainMs: 60_000,
  });
