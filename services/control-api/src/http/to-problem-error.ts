import type { FastifyError } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { BODY_LIMIT } from './body-limit.ts';
import { ProblemError } from './problem-error.ts';
import type { ProblemCode } from './problems.ts';
import { toFieldErrors } from './to-field-errors.ts';

const BY_STATUS: Readonly<Record<number, ProblemCode>> = {
  400: 'malformed_body',
  413: 'body_too_large',
  415: 'unsupported_media_type',
};
/** The server's own words name neither what is too much nor what is taken. */
const DETAILS: Readonly<Partial<Record<ProblemCode, string>>> = {
  body_too_large: `The body has more than the ${BODY_LIMIT.toLocaleString('en')} bytes that are taken.`,
  unsupported_media_type: 'The body is taken as JSON only: send it with "Content-Type: application/json".',
};

/** Anything a request can end with. What is not the caller's doing says nothing about itself: it is in the log. */
export function toProblemError(error: FastifyError | Error): ProblemError {
  if (error instanceof ProblemError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) return toInvalidRequest(error);
  const code = BY_STATUS[statusOf(error)];
  if (code) return new ProblemError(code, DETAILS[code] ?? error.message);
  return new ProblemError('internal_error', 'The request failed; the log says why.');
}

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
