/** Every way in which a request can fail. Codes are stable: scripts branch on them. */
export const PROBLEMS = {
  invalid_request: { status: 400, title: 'The request is not valid' },
  invalid_cursor: { status: 400, title: 'The cursor is not one of this list' },
  malformed_body: { status: 400, title: 'The body cannot be read' },
  unauthorized: { status: 401, title: 'The token is missing or wrong' },
  forbidden: { status: 403, title: 'The token does not allow this call' },
  not_found: { status: 404, title: 'There is nothing at this address' },
  migration_not_found: { status: 404, title: 'There is no such migration' },
  run_not_found: { status: 404, title: 'There is no such run' },
  method_not_allowed: { status: 405, title: 'This address does not take that method' },
  not_acceptable: { status: 406, title: 'There is no answer of an accepted type' },
  run_in_progress: { status: 409, title: 'The migration has a run that is not over' },
  twin_migration: { status: 409, title: 'Another migration of these projects is under way or on the target' },
  other_site: { status: 409, title: 'The variables lead to another site than the migration belongs to' },
  not_extracted: { status: 409, title: 'Nothing of the migration is extracted yet' },
  not_transformed: { status: 409, title: 'Nothing of the migration is transformed yet' },
  run_not_running: { status: 409, title: 'The run is not under way' },
  run_not_paused: { status: 409, title: 'The run is not paused' },
  run_not_unfinished: { status: 409, title: 'The run is over' },
  run_not_finished: { status: 409, title: 'The run is not over yet' },
  body_too_large: { status: 413, title: 'The body is too large' },
  unsupported_media_type: { status: 415, title: 'The body must be JSON' },
  too_many_wrong_tokens: { status: 429, title: 'Too many wrong tokens came from one address' },
  internal_error: { status: 500, title: 'Something went wrong on our side' },
  not_ready: { status: 503, title: 'Something this process needs is away' },
} as const satisfies Record<string, { readonly status: number; readonly title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;
