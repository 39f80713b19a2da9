import { z } from 'zod';
import { Forecast } from './forecast.ts';

const Count = z.number().int().nonnegative();
const FieldObjectName = z
  .enum(['test-cases', 'test-suites', 'test-runs', 'releases'])
  .describe('Whose field it is');
const Label = z.string().describe('Name of the field');

/** How many choices are listed one by one. */
export const PLANNED_CHOICES = 20;

/** What loading will create on the target, by the survey of the target. */
export const ReportPlan = z.object({
  readAt: z.iso.datetime().describe('When the target was read'),
  mayMakeFields: z
    .enum(['yes', 'no', 'not_known_until_loading'])
    .describe('Whether fields and choices may be made; what cannot be known by reading counts as allowed'),
  fields: z
    .array(
      z.object({
        object: FieldObjectName,
        label: Label,
        type: z.string().describe('Its kind in qTest'),
        choices: Count.describe('Choices it will have'),
      }),
    )
    .describe('Fields to be made'),
  choices: z
    .array(
      z.object({
        object: FieldObjectName,
        label: Label,
        count: Count.describe('Choices to be made in it'),
        names: z.array(z.string()).max(PLANNED_CHOICES).describe('The first of them'),
      }),
    )
    .describe('Choices to be made in fields that are there'),
  objects: z
    .array(
      z.object({
        kind: z
          .enum([
            'module',
            'test_case',
            'test_cycle',
            'test_suite',
            'release',
            'test_run',
            'test_log',
            'file',
          ])
          .describe('A kind of object in qTest'),
        count: Count.describe('How many will be made'),
      }),
    )
    .describe('Objects to be made'),
  forecast: Forecast.optional().describe('Requests it will take'),
});
export type ReportPlan = z.infer<typeof ReportPlan>;
export type PlannedKind = ReportPlan['objects'][number]['kind'];

/** A comparison between phases, before anything is on the target. */
export const PhaseCheck = z.object({
  name: z
    .enum(['counts', 'references', 'fit'])
    .describe(
      '`counts`: what the source counts was read; `references`: what a record refers to is there; `fit`: it can be loaded into the target as it is',
    ),
  phase: z.enum(['extract', 'transform']).describe('After which it is made'),
  status: z
    .enum(['passed', 'failed', 'incomplete', 'nothing_to_check'])
    .describe('`incomplete`: what was looked at is right, and it was not all'),
  checked: Count.describe('Records looked at'),
  of: Count.describe('Records there are'),
  wrong: Count.describe('Records that failed the check'),
});
export type PhaseCheck = z.infer<typeof PhaseCheck>;
