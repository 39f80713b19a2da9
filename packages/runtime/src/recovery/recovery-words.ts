import type { HttpError } from '@z2q/http';

const nameOf = (error: HttpError): string => (error.details.side === 'source' ? 'Zephyr Scale' : 'qTest');

const tokenOf = (error: HttpError): string =>
  error.details.side === 'source' ? 'ZEPHYR_TOKEN' : 'QTEST_TOKEN';

/** What an operator reads about a failure: what happened, and what to do about it. */
export const recoveryWords = {
  diskFull: 'The disk that holds DATA_DIR is full. Free some space; the run goes on by itself.',
  diskFails:
    'The disk that holds DATA_DIR fails to read or to write. Look at it, and restart the services when it works; the run goes on by itself.',
  quota:
    'The monthly request quota of the API is used up. The run tries again every hour; raise the quota, or wait for the new month.',
  throttled: (error: HttpError, until: Date): string =>
    `${nameOf(error)} asked us to wait until ${until.toISOString()} (429 to ${error.details.method} ${error.details.path}). Nothing is lost; the run goes on by itself, and may be resumed to try at once.`,
  token: (error: HttpError): string =>
    `${nameOf(error)} answered ${error.details.status} to ${error.details.method} ${error.details.path}: the token is wrong, expired, or lacks a right. Put a valid ${tokenOf(error)} in the environment of the workers and restart them; the run goes on by itself.`,
  unreachable: (error: HttpError): string =>
    `${nameOf(error)} does not answer (${error.message}). Nothing is lost; the run tries again by itself every 15 s.`,
  sourceFault: (error: HttpError): string =>
    `${error.message}, each time it was tried, while Zephyr Scale answered other calls. Look whether the record opens there, then retry.`,
  unforeseen: (error: unknown): string =>
    `${error}, each time it was tried. Look in Zephyr for what is unusual about the record, report this, then retry.`,
  targetFault: (error: HttpError): string =>
    `${error.message}, each time it was tried, while qTest answered other calls. Look there for what the message names, then retry: what may have been written is looked for before it is sent again.`,
};
