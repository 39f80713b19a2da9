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
  /** A prefix or a RegExp source, matched against the path alone and the path with its query. */
  path: z.string().refine(isRegExpSource, 'must be a path prefix or a RegExp source').optional(),
  /** Strike this many times, then stop. */
  times: z.number().int().positive().optional(),
  /** Strike only each Nth matching request. */
  every: z.number().int().positive().optional(),
  /** Strike this share of the matching requests, drawn from `seed`. */
  rate: z.number().min(0).max(1).optional(),
  seed: z.number().int().optional(),
};

/** The `Retry-After` header: none, whole seconds (also 0), or an HTTP date this many seconds ahead. */
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
  /** Refused by the gateway with an HTML page, as for a route that does not exist or is not allowed. */
  z.strictObject({
    kind: z.literal('gateway-refusal'),
    status: z.union([z.literal(403), z.literal(404)]),
    ...Match,
  }),
  /** The handler runs, but an error answer comes without its JSON: empty, or as an HTML page. */
  z.strictObject({ kind: z.literal('bare-error'), body: z.enum(['empty', 'html']), ...Match }),
  /** The connection is cut before the handler runs, so nothing is applied. */
  z.strictObject({ kind: z.literal('reset-before'), ...Match }),
  /** The handler runs and its writes stay, but the connection is cut instead of an answer. */
  z.strictObject({ kind: z.literal('reset-after'), ...Match }),
  /** The handler's status with half of its JSON body; then the connection closes. */
  z.strictObject({ kind: z.literal('truncated-json'), ...Match }),
  /** 401, as if the token had expired. */
  z.strictObject({ kind: z.literal('token-expired'), ...Match }),
  /** The handler runs at once; its answer comes `delayMs` later. */
  z.strictObject({ kind: z.literal('slow'), delayMs: z.number().int().positive(), ...Match }),
  /** The handler runs at once; its answer comes when the fault is removed. */
  z.strictObject({ kind: z.literal('held'), ...Match }),
  /** The connection is cut once the request has arrived; the handler runs `delayMs` later, or when the fault is removed. */
  z.strictObject({
    kind: z.literal('applied-late'),
    delayMs: z.number().int().positive().optional(),
    ...Match,
  }),
]);
export type Fault = z.infer<typeof Fault>;
export type FaultKind = Fault['kind'];
