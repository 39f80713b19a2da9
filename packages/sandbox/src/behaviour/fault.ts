import { z } from 'zod';

const isRegExpSource = (source: string): boolean => {
  try {
    return new RegExp(source) instanceof RegExp;
  } catch {
    return false;
  }
};

const Match = {
  method: z.string().optional(),
  /** A prefix or a RegExp source, tried on the path alone and on the path with its query. */
  path: z.string().refine(isRegExpSource, 'must be a path prefix or a RegExp source').optional(),
  /** Strike this often, then stop. */
  times: z.number().int().positive().optional(),
  /** Strike each Nth matching request only. */
  every: z.number().int().positive().optional(),
  /** Strike this share of the matching requests, drawn from `seed`. */
  rate: z.number().min(0).max(1).optional(),
  seed: z.number().int().optional(),
};

/** Form of the `Retry-After` header: left out, whole seconds (0 too), or an HTTP date so many seconds ahead. */
export const RetryAfter = z.union([
  z.literal('absent'),
  z.number().int().nonnegative(),
  z.strictObject({ dateInSeconds: z.number().int() }),
]);
export type RetryAfter = z.infer<typeof RetryAfter>;

/** Something that goes wrong with a matching request. */
export const Fault = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('too-many-requests'), retryAfter: RetryAfter, ...Match }),
  /** Answered with an HTML page, as a gateway in front of the API does. */
  z.strictObject({
    kind: z.literal('server-error'),
    status: z.union([z.literal(500), z.literal(502), z.literal(503), z.literal(504)]),
    ...Match,
  }),
  /** Refused by the gateway with an HTML page, as for a route that is not there or may not be used. */
  z.strictObject({
    kind: z.literal('gateway-refusal'),
    status: z.union([z.literal(403), z.literal(404)]),
    ...Match,
  }),
  /** The handler runs; an error it answers comes without its JSON: with nothing, or with an HTML page. */
  z.strictObject({ kind: z.literal('bare-error'), body: z.enum(['empty', 'html']), ...Match }),
  /** The connection is cut before the handler runs: nothing is applied. */
  z.strictObject({ kind: z.literal('reset-before'), ...Match }),
  /** The handler runs and its writes stay; the connection is cut instead of an answer. */
  z.strictObject({ kind: z.literal('reset-after'), ...Match }),
  /** The handler's status with half of its JSON body, then the connection closes. */
  z.strictObject({ kind: z.literal('truncated-json'), ...Match }),
  /** 401, as if the token had run out. */
  z.strictObject({ kind: z.literal('token-expired'), ...Match }),
  /** The handler runs at once, its answer comes `delayMs` later. */
  z.strictObject({ kind: z.literal('slow'), delayMs: z.number().int().positive(), ...Match }),
  /** The handler runs at once, its answer comes when the fault is taken away. */
  z.strictObject({ kind: z.literal('held'), ...Match }),
  /** The connection is cut once the request is here; the handler runs `delayMs` later, or when the fault is taken away. */
  z.strictObject({
    kind: z.literal('applied-late'),
    delayMs: z.number().int().positive().optional(),
    ...Match,
  }),
]);
export type Fault = z.infer<typeof Fault>;
export type FaultKind = Fault['kind'];
