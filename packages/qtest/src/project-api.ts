import type { Readable } from 'node:stream';
import {
  type CallOptions,
  type HttpClient,
  HttpError,
  type JsonOptions,
  type UploadOptions,
} from '@z2q/http';
import { createInParts, type InParts } from './in-parts.ts';
import { createHasMore, type HasMore } from './paging.ts';

/** Requests below `/api/v3/projects/{project}`. Routes are named the same way. */
export type ProjectApi = {
  get<T>(path: string, options: JsonOptions<T>): Promise<T>;
  post<T>(path: string, options: JsonOptions<T>): Promise<T>;
  put<T>(path: string, options: JsonOptions<T>): Promise<T>;
  /** Deletes an object; one that is gone already is no error. */
  remove(path: string, options: CallOptions): Promise<void>;
  download(path: string, options: CallOptions): Promise<Readable>;
  upload<T>(path: string, options: UploadOptions<T>): Promise<T>;
  /** Remembers page sizes for the life of the client. */
  readonly hasMore: HasMore;
  readonly inParts: InParts;
};

export function createProjectApi(http: HttpClient, projectId: number): ProjectApi {
  const base = `/api/v3/projects/${projectId}`;
  const below = <O extends CallOptions>(options: O): O => ({
    ...options,
    route: `/api/v3/projects/{project}${options.route}`,
  });
  return {
    get: (path, options) => http.json('GET', base + path, below(options)),
    post: (path, options) => http.json('POST', base + path, below(options)),
    put: (path, options) => http.json('PUT', base + path, below(options)),
    remove: (path, options) => http.send('DELETE', base + path, below(options)).catch(unlessGone),
    download: (path, options) => http.download(base + path, below(options)),
    upload: (path, options) => http.upload(base + path, below(options)),
    hasMore: createHasMore(),
    inParts: createInParts(),
  };
}

function unlessGone(error: unknown): void {
  if (!(error instanceof HttpError && error.code === 'not_found')) throw error;
}
