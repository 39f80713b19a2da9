import type { TargetProject } from '@z2q/contracts';
import { createHttpClient, type HttpClientOptions } from '@z2q/http';
import { listProjects } from './projects.ts';

/** A qTest Manager site without a project. Methods throw `HttpError`. */
export type QtestSite = {
  readonly baseUrl: string;
  listProjects(signal?: AbortSignal): Promise<readonly TargetProject[]>;
  /** Ends idle connections. */
  close(): void;
};

export function createQtestSite({
  token,
  ...options
}: Omit<HttpClientOptions, 'side' | 'headers'> & {
  /** Called for every request. */
  readonly token: () => string;
}): QtestSite {
  const headers = () => ({ authorization: `Bearer ${token()}` });
  const http = createHttpClient({ ...options, side: 'target', headers });
  return {
    baseUrl: http.baseUrl,
    listProjects: (signal) => listProjects(http, signal),
    close: http.close,
  };
}
