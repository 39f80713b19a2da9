import type { HttpError, HttpErrorCode } from '@z2q/http';
import type { TargetClient } from '@z2q/qtest';
import type { BatchContext } from '@z2q/runtime';

const BREAKDOWNS: ReadonlySet<HttpErrorCode> = new Set([
  'server_error',
  'timeout',
  'bad_answer',
  'unreachable',
]);

/** Whether only this request breaks down while the site answers others. */
export async function isThisCallAlone(
  { signal }: BatchContext,
  target: TargetClient,
  error: HttpError,
): Promise<boolean> {
  if (!BREAKDOWNS.has(error.code)) return false;
  return target.getProject(signal).then(
    () => true,
    () => false,
  );
}
