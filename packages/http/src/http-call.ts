import type { z } from 'zod';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'DELETE';
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

export type CallOptions = {
  /** Path pattern with placeholders, such as `/testcases/{key}`, by which metrics are counted. */
  readonly route: string;
  readonly query?: Query;
  readonly headers?: Readonly<Record<string, string>>;
  /** Statuses that count as success; by default any 2xx. */
  readonly expect?: readonly number[];
  readonly signal?: AbortSignal | undefined;
};

export type JsonOptions<T> = CallOptions & {
  readonly schema: z.ZodType<T>;
  readonly body?: unknown;
  /** The call changes nothing and may be repeated at will. By default only GET is safe. */
  readonly isSafe?: boolean;
};

/** One call, as the parts of the client pass it on. */
export type HttpCall = CallOptions & {
  readonly side: 'source' | 'target';
  readonly method: HttpMethod;
  readonly path: string;
  readonly isSafe: boolean;
};

export const isExpected = (call: Pick<HttpCall, 'expect'>, status: number): boolean =>
  call.expect ? call.expect.includes(status) : status >= 200 && status < 300;
