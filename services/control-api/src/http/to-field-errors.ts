import type { Problem } from '@z2q/contracts';
import type { FastifyError } from 'fastify';

type Issue = NonNullable<FastifyError['validation']>[number];
type FieldError = NonNullable<Problem['errors']>[number];

/** Names each field by its path: `source.projectKey`, `phases.0`; a whole body or query by that word. */
export function toFieldErrors(issues: readonly Issue[], context: string): FieldError[] {
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
