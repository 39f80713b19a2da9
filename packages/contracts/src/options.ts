import { z } from 'zod';
import { AttachmentsOption } from './attachments-option.ts';

/** Options of a migration. With the defaults nothing is lost. */
export const MigrationOptions = z
  .strictObject({
    targetModule: z
      .number()
      .int()
      .positive()
      .nullable()
      .describe("Target module under which the folders of test cases are rebuilt; null: the project's root")
      .default(null),
    targetCycle: z
      .number()
      .int()
      .positive()
      .nullable()
      .describe('Target test cycle under which cycle folders and cycles are rebuilt; null: the root')
      .default(null),
    attachments: AttachmentsOption.describe(
      'Whose files are looked for. `all`: those of records, steps and step results, a request for each; `records`: those of cases, cycles, plans and executions; `none`. `true` is another word for `all`, `false` for `none`',
    ).default('all'),
    approve: z
      .boolean()
      .describe('Approve each test case after it is created, so that its version is 1.0')
      .default(true),
    createFields: z
      .boolean()
      .describe('Make missing fields and choices on the target where the token may')
      .default(true),
    adopt: z
      .boolean()
      .describe(
        "Objects of the target that show the key of a record and are in no id map of this installation are taken into this migration's, and not made again. A rollback leaves them",
      )
      .default(false),
    gate: z
      .enum(['none', 'before-load'])
      .describe('`before-load` pauses the run, awaiting approval, before anything is written')
      .default('none'),
    failureBudget: z
      .number()
      .int()
      .positive()
      .nullable()
      .describe('Stored failures after which the run pauses; null: never')
      .default(null),
    batchSize: z.number().int().min(1).max(500).describe('Records in a batch').default(50),
    pageSize: z
      .number()
      .int()
      .min(1)
      .max(1000)
      .describe('Records asked for in a page of the source, which allows 1,000 at most')
      .default(1000),
  })
  .describe('Each option has a default that loses nothing');
export type MigrationOptions = z.infer<typeof MigrationOptions>;

const { shape } = MigrationOptions;

/** Some of the options, without defaults for the others. */
export const ChangedOptions = z.strictObject({
  targetModule: shape.targetModule.unwrap().optional(),
  targetCycle: shape.targetCycle.unwrap().optional(),
  attachments: shape.attachments.unwrap().optional(),
  approve: shape.approve.unwrap().optional(),
  createFields: shape.createFields.unwrap().optional(),
  adopt: shape.adopt.unwrap().optional(),
  gate: shape.gate.unwrap().optional(),
  failureBudget: shape.failureBudget.unwrap().optional(),
  batchSize: shape.batchSize.unwrap().optional(),
  pageSize: shape.pageSize.unwrap().optional(),
} satisfies Record<keyof MigrationOptions, z.ZodType>);
export type ChangedOptions = z.infer<typeof ChangedOptions>;
