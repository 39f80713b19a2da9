import { z } from 'zod';

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
  record_not_found: { status: 404, title: 'Nothing is known of such a record' },
  wave_not_found: { status: 404, title: 'There is no such wave' },
  method_not_allowed: { status: 405, title: 'This address does not take that method' },
  not_acceptable: { status: 406, title: 'There is no answer of an accepted type' },
  run_in_progress: { status: 409, title: 'The migration has a run that is not over' },
  twin_migration: { status: 409, title: 'Another migration of these projects is under way or on the target' },
  on_target: { status: 409, title: 'The migration has something on the target' },
  option_fixed: { status: 409, title: 'The option decides what is on the target already' },
  other_site: { status: 409, title: 'The variables lead to another site than the migration belongs to' },
  not_extracted: { status: 409, title: 'Nothing of the migration is extracted yet' },
  not_transformed: { status: 409, title: 'Nothing of the migration is transformed yet' },
  run_not_running: { status: 409, title: 'The run is not under way' },
  run_not_paused: { status: 409, title: 'The run is not paused' },
  run_not_unfinished: { status: 409, title: 'The run is over' },
  wave_not_unfinished: { status: 409, title: 'The wave is over' },
  unmatched_projects: { status: 409, title: 'Source projects have no target project of their name' },
  no_projects: { status: 409, title: 'There is no project to migrate' },
  run_not_finished: { status: 409, title: 'The run is not over yet' },
  body_too_large: { status: 413, title: 'The body is too large' },
  unsupported_media_type: { status: 415, title: 'The body must be JSON' },
  too_many_wrong_tokens: { status: 429, title: 'Too many wrong tokens came from one address' },
  internal_error: { status: 500, title: 'Something went wrong on our side' },
  source_not_read: { status: 502, title: 'Zephyr Scale does not give what is needed' },
  target_not_read: { status: 502, title: 'qTest does not give what is needed' },
  disk_full: { status: 503, title: 'The disk that holds DATA_DIR takes nothing' },
  not_ready: { status: 503, title: 'Something this process needs is away' },
} as const satisfies Record<string, { readonly status: number; readonly title: string }>;

const CODES = Object.keys(PROBLEMS) as readonly (keyof typeof PROBLEMS)[];

export const ProblemCode = z.enum(CODES).describe('Stable: scripts branch on it');
export type ProblemCode = z.infer<typeof ProblemCode>;

/** The answer to every failed call. */
export const Problem = z
  .object({
    type: z.string().describe('`urn:z2q:problem:` and the code'),
    title: z.string().describe('What the code means, whatever was asked for'),
    status: z.number().int().describe('The HTTP status of the answer'),
    code: ProblemCode,
    detail: z.string().describe('What is wrong with this request'),
    fix: z.string().optional().describe('What to do about it'),
    errors: z
      .array(
        z.object({
          field: z.string().describe('Path of the member, such as `source.projectKey`'),
          message: z.string().describe('What is wrong with it'),
        }),
      )
      .optional()
      .describe('Of a request that is not valid: each member that is wrong'),
    migrationId: z.uuid().optional().describe('Of `twin_migration`: the other migration'),
  })
  .meta({
    description: 'Why a call failed',
    examples: [
      {
        type: 'urn:z2q:problem:invalid_request',
        title: 'The request is not valid',
        status: 400,
        code: 'invalid_request',
        detail: 'limit: must be a whole number between 1 and 1000',
        errors: [{ field: 'limit', message: 'must be a whole number between 1 and 1000' }],
      },
    ],
  });
export type Problem = z.infer<typeof Problem>;
