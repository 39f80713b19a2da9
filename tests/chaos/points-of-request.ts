import type { BatchJob } from '@z2q/contracts';
import type { PointName } from './points.ts';

type Request = { readonly method: string; readonly path: string };
type RequestPoints = {
  readonly arrival: PointName | undefined;
  readonly answered: PointName | undefined;
};

const ANSWERED_READS: Readonly<Record<BatchJob['phase'], PointName | undefined>> = {
  extract: 'page read',
  transform: undefined,
  load: 'look-up read',
  validate: 'read back',
  rollback: 'rollback read',
};

/** The points of a request: once it was sent, and once it was applied and is about to be answered. */
export function pointsOf(side: 'source' | 'target', { phase }: BatchJob, request: Request): RequestPoints {
  const path = request.path.split('?')[0] ?? '';
  if (side === 'source' || request.method === 'GET' || path.endsWith('/search'))
    return { arrival: undefined, answered: ANSWERED_READS[phase] };
  // A late approval would create another version, and nothing could tell it from one by a user of the site.
  if (path.endsWith('/approve')) return { arrival: undefined, answered: 'approved' };
  if (path.includes('/settings/')) return { arrival: 'field on its way', answered: 'applied without answer' };
  return { arrival: 'guard passed, bytes out', answered: answeredWrite(request.method, path) };
}

function answeredWrite(method: string, path: string): PointName {
  if (method === 'DELETE') return 'deleted, before the answer';
  return method === 'POST' && path.endsWith('/test-runs')
    ? 'run made, before its log'
    : 'applied without answer';
}
