import { z } from 'zod';
import { FOLDER_TYPES, STATUS_TYPES } from '../zephyr-data/zephyr-data.ts';
import { ZephyrApiError } from './zephyr-api-error.ts';

const whole = (minimum: number) =>
  z.string().regex(/^\d+$/, 'must be a whole number').transform(Number).pipe(z.number().min(minimum));
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

/** Query parameters by name, as the API describes them. */
export const Query = {
  /** More than 1000 are not refused: the answer contains the number used. */
  maxResults: whole(1)
    .default(10)
    .transform((asked) => Math.min(asked, 1000)),
  startAt: whole(0).pipe(z.number().max(1_000_000)).default(0),
  limit: whole(1).pipe(z.number().max(1000)).default(10),
  startAtId: whole(0).default(0),
  projectKey: z
    .string()
    .regex(/^[A-Z][A-Z_0-9]+$/)
    .optional(),
  folderId: whole(1).optional(),
  folderType: z.enum(FOLDER_TYPES).optional(),
  statusType: z.enum(STATUS_TYPES).optional(),
  jiraProjectVersionId: whole(1).optional(),
  updatedAfter: instant.optional(),
  testCycle: z
    .string()
    .regex(/^[A-Z][A-Z_0-9]+-R\d+$/)
    .optional(),
  testCase: z
    .string()
    .regex(/^(\d+|.+-T\d+)$/)
    .optional(),
  actualEndDateAfter: instant.optional(),
  actualEndDateBefore: instant.optional(),
  includeStepLinks: flag.default(false),
  onlyLastExecutions: flag.default(false),
  testDataRowNumber: whole(0).optional(),
} as const;

/** Path parameters by name. */
export const Path = {
  projectIdOrKey: z.string().regex(/^(\d+|[A-Z][A-Z_0-9]+)$/),
  id: whole(1).transform(String),
  version: whole(1),
  testCaseKey: z.string().regex(/^.+-T\d+$/),
  testCaseIdOrKey: z.string().regex(/^(\d+|[A-Z][A-Z_0-9]+-T\d+)$/),
  testCycleIdOrKey: z.string().regex(/^(\d+|[A-Z][A-Z_0-9]+-R\d+)$/),
  testPlanIdOrKey: z.string().regex(/^(\d+|.+-P\d+)$/),
  testExecutionIdOrKey: z.string().regex(/^(\d+|.+-E\d+)$/),
  issueKey: z.string().regex(/^.+-\d+$/),
} as const;

/** Parses path or query parameters; throws 400 naming the invalid ones. */
export function readInput<Shape extends z.core.$ZodShape>(
  shape: Shape,
  input: unknown,
): z.output<z.ZodObject<Shape>> {
  const read = z.object(shape).safeParse(input);
  if (read.success) return read.data;
  const faults = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new ZephyrApiError(400, faults.join('; '));
}
