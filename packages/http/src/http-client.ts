import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { Answer } from './answer.ts';
import { type AnswerLimits, DEFAULT_ANSWER_LIMITS } from './answer-limits.ts';
import { callForAnswer, type Endpoint } from './call-for-answer.ts';
import { downloadFile } from './download-file.ts';
import type { CallOptions, HttpCall, HttpMethod, JsonOptions } from './http-call.ts';
import { internet, type Network } from './network.ts';
import { NO_PROXIES, type Proxies } from './proxies.ts';
import type { RateBudget } from './rate-budget.ts';
import { readJsonAnswer } from './read-json-answer.ts';
import { readQuotaLeft } from './read-quota-left.ts';
import { type Headers, toRequestHeaders } from './request-headers.ts';
import { createRequester, type HttpFlight, type HttpObservation, type Sent } from './requester.ts';
import { DEFAULT_RETRY_POLICY, type RetryPolicy } from './send-until-done.ts';
import { toPublicUrl } from './to-url.ts';
import { createTransport } from './transport.ts';
import { uploadFile } from './upload-file.ts';

export type HttpClientOptions = {
  readonly side: 'source' | 'target';
  readonly baseUrl: string;
  /** Credentials, asked for at every request and never shown. */
  readonly headers: () => Headers;
  readonly budget: RateBudget;
  /** Most requests in flight at a time, in this process. */
  readonly concurrency: number;
  readonly timeoutMs: number;
  readonly onCall?: ((observation: HttpObservation) => void) | undefined;
  readonly onFlight?: ((flight: HttpFlight) => void) | undefined;
  readonly retry?: Partial<RetryPolicy>;
  readonly limits?: Partial<AnswerLimits>;
  readonly network?: Network;
  readonly proxies?: Proxies;
};

export type UploadOptions<T> = CallOptions & {
  readonly schema: z.ZodType<T>;
  /** Called again for each attempt. */
  readonly open: () => Readable;
  readonly sizeBytes: number;
};

/** Calls to one API host. Every method throws `HttpError`, which says how to recover. */
export type HttpClient = {
  /** Base URL without credentials, for messages. */
  readonly baseUrl: string;
  json<T>(method: HttpMethod, path: string, options: JsonOptions<T>): Promise<T>;
  /** A call whose answer has no content to read. */
  send(method: HttpMethod, path: string, options: CallOptions): Promise<void>;
  /** The bytes of a file. Read the stream to its end or destroy it: until then it counts as a request in flight. */
  download(path: string, options: CallOptions): Promise<Readable>;
  upload<T>(path: string, options: UploadOptions<T>): Promise<T>;
  close(): void;
};

export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { baseUrl, concurrency, timeoutMs, network = internet, proxies = NO_PROXIES } = options;
  const transport = createTransport({ baseUrl, concurrency, network, proxies });
  const limits = { ...DEFAULT_ANSWER_LIMITS, ...options.limits };
  const endpoint: Endpoint = { baseUrl, timeoutMs, transport, limits };
  const request = createRequester({ ...options, policy: { ...DEFAULT_RETRY_POLICY, ...options.retry } });
  const toCall = (method: HttpMethod, path: string, call: CallOptions & { isSafe?: boolean }): HttpCall => ({
    isSafe: method === 'GET',
    ...call,
    side: options.side,
    method,
    path,
  });

  return {
    baseUrl: toPublicUrl(baseUrl),
    json: (method, path, { schema, body, ...rest }) => {
      const call = toCall(method, path, rest);
      return request(call, async () => {
        const headers = toRequestHeaders(options.headers(), rest.headers);
        const answer = await callForAnswer(endpoint, call, headers, body);
        return toSent(answer, readJsonAnswer(call, answer, schema, headers.secret));
      });
    },
    send: (method, path, rest) => {
      const call = toCall(method, path, rest);
      return request(call, async () => {
        const headers = toRequestHeaders(options.headers(), rest.headers);
        const answer = await callForAnswer(endpoint, call, headers, undefined);
        return toSent(answer, undefined);
      });
    },
    download: (path, rest) => {
      const call = toCall('GET', path, rest);
      return request(call, () =>
        downloadFile(endpoint, call, toRequestHeaders(options.headers(), rest.headers)),
      );
    },
    upload: (path, { schema, open, sizeBytes, ...rest }) => {
      const call = toCall('POST', path, rest);
      return request(call, async () => {
        const headers = toRequestHeaders(options.headers(), rest.headers);
        const answer = await uploadFile(endpoint, call, headers, { stream: open(), sizeBytes });
        return toSent(answer, readJsonAnswer(call, answer, schema, headers.secret));
      });
    },
    close: transport.close,
  };
}

const toSent = <T>({ status, headers }: Answer, value: T): Sent<T> => ({
  status,
  value,
  quotaLeft: readQuotaLeft(headers),
});
