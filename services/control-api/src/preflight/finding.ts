import type { PreflightCheck } from '@z2q/contracts';
import { HttpError } from '@z2q/http';

/** Result of a check, without its name. */
export type Finding = Omit<PreflightCheck, 'name'>;

export const passed = (detail: string): Finding => ({ status: 'ok', detail });
export const warning = (detail: string, fix?: string): Finding => ({
  status: 'warning',
  detail,
  ...(fix === undefined ? {} : { fix }),
});
export const failed = (detail: string, fix: string): Finding => ({ status: 'failed', detail, fix });
export const notChecked = (because: string): Finding => warning(`Not checked: ${because}.`);

/** Shows only messages that are known to hold no secret. */
export function describeError(error: unknown): string {
  if (error instanceof HttpError) return error.message;
  if (error instanceof DOMException && error.name === 'TimeoutError') return 'There was no answer in time';
  return error instanceof Error && 'code' in error ? String(error.code) : 'It failed; the log may say why';
}
