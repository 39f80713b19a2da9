import type { Readable } from 'node:stream';
import { type CallOptions, createHttpClient, type HttpClientOptions, type JsonOptions } from '@z2q/http';

/** The only client that source endpoints get, so that none of them can write. */
export type GetClient = {
  readonly baseUrl: string;
  get<T>(path: string, options: Omit<JsonOptions<T>, 'body' | 'isSafe'>): Promise<T>;
  download(path: string, options: CallOptions): Promise<Readable>;
  close(): void;
};

export type GetClientOptions = Omit<HttpClientOptions, 'side' | 'headers'> & {
  /** Called for every request. */
  readonly token: () => string;
};

export function createGetClient({ token, ...options }: GetClientOptions): GetClient {
  const http = createHttpClient({
    ...options,
    side: 'source',
    headers: () => ({ authorization: `Bearer ${token()}` }),
  });
  return {
    baseUrl: http.baseUrl,
    get: (path, call) => http.json('GET', path, call),
    download: (path, call) => http.download(path, call),
    close: () => http.close(),
  };
}
