import type { Problem, ProblemCode } from '@z2q/contracts';
import { findDiskFault, StoreError } from '@z2q/store';
import type { FastifyError } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { ProblemError } from './problem-error.ts';
import { BODY_LIMIT } from './read-bodies.ts';

const BY_STATUS: Readonly<Record<number, ProblemCode>> = {
  400: 'malformed_body',
  413: 'body_too_large',
  415: 'unsupported_media_type',
};
/** Fastify's own messages name neither the fault nor the limit. */
const DETAILS: Readonly<Partial<Record<ProblemCode, string>>> = {
  body_too_large: `The body has more than the ${BODY_LIMIT.toLocaleString('en')} bytes that are taken.`,
  unsupported_media_type: 'The body is taken as JSON only: send it with "Content-Type: application/json".',
};

/** Turns any error of a request into a problem. An internal error gives no details to the caller; the log has them. */
export function toProblemError(error: FastifyError | Error): ProblemError {
  if (error instanceof ProblemError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) return toInvalidRequest(error);
  if (findDiskFault(error)) return new ProblemError('disk_full', `${error.message}.`, { fix: DISK_FIX });
  if (error instanceof StoreError) return new ProblemError('not_ready', `${error.message}.`);
  const code = BY_STATUS[statusOf(error)];
  if (code) return new ProblemError(code, DETAILS[code] ?? error.message);
  return new ProblemError('internal_error', 'The request failed; the log says why.');
}

const DISK_FIX =
  'Free some space, or look at the disk. Nothing was changed; runs go on by themselves, and the call may be made again.';

const statusOf = (error: FastifyError | Error): number =>
  'statusCode' in error && error.statusCode !== undefined ? error.statusCode : 500;

function toInvalidRequest({ validation, validationContext = 'body' }: ValidationFailure): ProblemError {
  const errors = toFieldErrors(validation, validationContext);
  const detail = errors.map(({ field, message }) => `${field}: ${message}`).join('; ');
  return new ProblemError('invalid_request', detail, { errors });
}

type ValidationFailure = Pick<FastifyError, 'validationContext'> & {
  readonly validation: NonNullable<FastifyError['validation']>;
};

type Issue = ValidationFailure['validation'][number];
type FieldError = NonNullable<Problem['errors']>[number];

/** Names each field by its path, such as `source.projectKey` or `phases.0`, and a whole body or query by that word. */
function toFieldErrors(issues: readonly Issue[], context: string): FieldError[] {
  const whole = context === 'querystring' ? 'query' : context;
  return issues.flatMap((issue) => {
    const path = issue.instancePath.split('/').filter((part) => part !== '');
    const unknown = unknownKeys(issue);
    if (unknown.length > 0) {
      return unknown.map((key) => ({ field: [...path, key].join('.'), message: 'is not known here' }));
    }
    return [{ field: path.join('.') || whole, message: issue.message ?? 'is not valid' }];
  });
}

const unknownKeys = ({ keyword, params }: Issue): readonly string[] =>
  keyword === 'unrecognized_keys' && Array.isArray(params.keys) ? params.keys.map(String) : [];
