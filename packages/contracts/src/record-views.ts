import { z } from 'zod';
import { MappedType } from './entity-type.ts';
import { FailureCode } from './failure.ts';
import { RunId } from './ids.ts';
import { StagePhase, StageType } from './job.ts';
import { LEDGER_OUTCOMES } from './ledger.ts';
import { LedgerCodeName } from './ledger-codes.ts';
import { LedgerType } from './ledger-type.ts';

/** Answers about single records and batches. */

const Instant = z.iso.datetime();
const Count = z.number().int().nonnegative();

export const SourceId = z.string().describe('Id of the record in Zephyr');
export const SourceKey = z
  .string()
  .nullable()
  .describe(
    'Key of the record, such as WEB-T12; of a folder its path, of a file its name; null: it has none',
  );

const PageLinks = {
  sourceUrl: z.string().optional().describe("The record's page in Jira, where its address is configured"),
  targetUrl: z.string().optional().describe("The object's page in qTest, where there is one"),
};

export const IdMapItem = z
  .object({
    entityType: MappedType,
    sourceId: SourceId,
    sourceKey: SourceKey,
    targetId: z.number().int().describe('Id of the object in qTest; of an execution, of its test log'),
    targetPid: z.string().optional().describe('What qTest shows of it, such as TC-12'),
    adopted: z
      .boolean()
      .optional()
      .describe('It was there before this migration, whose rollback leaves it there'),
    runId: RunId.describe('The run that made it'),
    ...PageLinks,
  })
  .meta({
    description: 'Which object on the target a record is',
    examples: [
      {
        entityType: 'test_case',
        sourceId: '4711',
        sourceKey: 'WEB-T12',
        targetId: 90210,
        targetPid: 'TC-12',
        runId: '0f4b1c5e-5c0e-4a52-9d0a-6a4f6f1f2b11',
      },
    ],
  });
export type IdMapItem = z.infer<typeof IdMapItem>;

/** Outcome of one value that the source sent. */
export const LedgerItem = z
  .object({
    entityType: LedgerType,
    sourceId: SourceId,
    sourceKey: SourceKey,
    path: z.string().describe('Its place in the answer'),
    outcome: z
      .enum(LEDGER_OUTCOMES)
      .describe('`added`: the target alone wants a value; `not_asked`: an option says not to look for it'),
    code: LedgerCodeName.describe('Stable; `message` is the same as a sentence'),
    message: z.string().describe('What `code` means, for this value'),
    before: z.string().nullable().describe('In Zephyr, cut at 1,000 characters'),
    after: z.string().nullable().describe('On the target'),
  })
  .meta({
    description: 'What became of one value that the source sent',
    examples: [
      {
        entityType: 'test_case',
        sourceId: '4711',
        sourceKey: 'WEB-T12',
        path: 'name',
        outcome: 'changed',
        code: 'name_on_one_line',
        message:
          'Line breaks and outer spaces of the name became single spaces. The original is in the details.',
        before: 'Log in\nas admin',
        after: 'Log in as admin',
      },
    ],
  });
export type LedgerItem = z.infer<typeof LedgerItem>;

export const CheckpointItem = z
  .object({
    phase: StagePhase,
    entityType: StageType,
    batch: Count.describe('Number of the batch in its stage'),
    state: z.enum(['pending', 'active', 'done']).describe('`active`: a worker has it in hand'),
    size: Count.describe('Records in it'),
    attempts: Count.describe('How many times a worker has taken it up'),
    updatedAt: Instant.describe('When its state last changed'),
  })
  .meta({ description: 'The stored state of a batch' });
export type CheckpointItem = z.infer<typeof CheckpointItem>;

export const FailureItem = z
  .object({
    phase: StagePhase.describe('The phase that the record did not get through'),
    entityType: MappedType,
    sourceId: SourceId,
    sourceKey: SourceKey,
    ownerKey: z
      .string()
      .optional()
      .describe('Of a file: the test case, cycle, plan or execution it hangs on'),
    code: FailureCode,
    message: z.string().describe('What happened and what to do'),
    attempts: Count.describe('How many times it was tried'),
    at: Instant.describe('When it last failed'),
    ...PageLinks,
  })
  .meta({
    description: 'A record that did not get through a phase, and why',
    examples: [
      {
        phase: 'load',
        entityType: 'attachment',
        sourceId: '812',
        sourceKey: 'trace.zip',
        ownerKey: 'WEB-T12',
        code: 'target_too_large',
        message: 'The file has 61 MB, and the site takes 50 MB.',
        attempts: 1,
        at: '2026-03-01T12:04:00.000Z',
      },
    ],
  });
export type FailureItem = z.infer<typeof FailureItem>;

/** One page of a list. `nextCursor` is opaque, and null at the end. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item).describe('At most `limit` of them'),
    nextCursor: z
      .string()
      .nullable()
      .describe('Give it as `cursor` for the next page; null: this is the last'),
  });
