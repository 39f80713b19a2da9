import { z } from 'zod';
import { EntityType } from './entity-type.ts';
import { FailureCode } from './failure.ts';
import { RunId } from './ids.ts';
import { StagePhase } from './job.ts';
import { pageOf, SourceId, SourceKey } from './record-views.ts';
import { RunState } from './run-state.ts';
import { RunKind } from './run-views.ts';

const Instant = z.iso.datetime();
const Count = z.number().int().nonnegative();

/** Characters of a stored text that an answer has at most: a script may have megabytes. */
export const KEPT_CHARACTERS = 100_000;

const KeptText = z
  .object({
    json: z.string().describe('JSON, cut at 100,000 characters'),
    length: Count.describe('Characters of the whole text'),
  })
  .nullable();

const SourceUrl = z
  .string()
  .optional()
  .describe("The record's page in Jira, where its address is configured");

export const NamedRecord = z
  .object({
    entityType: EntityType,
    sourceId: SourceId,
    sourceKey: SourceKey,
  })
  .meta({ description: 'A record, by its type and id' });
export const NamedRecords = pageOf(NamedRecord);

const RecordTarget = z.object({
  state: z
    .enum(['being_made', 'there', 'taken_away'])
    .describe('`being_made`: a write was begun, and its end is not known yet; `taken_away`: by a rollback'),
  targetId: z.number().int().nullable().describe('Id of the object in qTest; null: not known yet'),
  targetPid: z.string().optional().describe('What qTest shows of it, such as TC-12'),
  adopted: z.boolean().describe('It was there before this migration, whose rollback leaves it there'),
  runId: RunId.describe('The run that made it'),
  begunAt: Instant.describe('When its write was begun'),
  targetUrl: z.string().optional().describe("The object's page in qTest, where there is one"),
});

const RecordRun = z.object({
  runId: RunId,
  kind: RunKind,
  dryRun: z.boolean().describe('Of a rollback: it deletes nothing'),
  state: RunState,
  startedAt: Instant.nullable().describe('When a worker first took the run up; null: not yet'),
  finishedAt: Instant.nullable().describe('When the run was over; null: not yet'),
  did: z
    .array(
      z.enum([
        'extracted',
        'transformed',
        'loaded',
        'verified',
        'failed',
        'skipped',
        'created',
        'updated',
        'unchanged',
        'vanished',
        'conflict',
      ]),
    )
    .describe('As the counts of the run have it; of a rollback, `loaded` says that the object was deleted'),
  skipReason: z.string().nullable().describe('Why it was left out; null: it was not'),
  failures: z
    .array(
      z.object({
        phase: StagePhase.describe('The phase that the record did not get through'),
        code: FailureCode,
        message: z.string().describe('What happened and what to do'),
        attempts: Count.describe('How many times it was tried'),
        at: Instant.describe('When it last failed'),
      }),
    )
    .describe('What it did not get through by the end of this run'),
});

export const RecordView = z
  .object({
    ...NamedRecord.shape,
    ownerKey: z
      .string()
      .optional()
      .describe('Of a file: the test case, cycle, plan or execution it hangs on'),
    sourceUrl: SourceUrl,
    listing: KeptText.describe(
      'Its entry in a listing of Zephyr, as received, but for queries in the addresses of files, which may give access to them; null: none was kept',
    ),
    detail: KeptText.describe(
      'What requests about it alone returned, such as its script; null: there were none',
    ),
    draft: KeptText.describe('What it is to be in qTest; null: it was not translated yet'),
    loadedDraft: KeptText.describe('What it was loaded as, if it has changed since'),
    target: RecordTarget.nullable().describe('Its object in qTest; null: none was begun'),
    values: z
      .object({
        received: Count.describe('Values that Zephyr sent'),
        carried: Count.describe('Values that arrive as they are'),
        readBack: z.boolean().describe('It was read back from qTest as it is now, and found right'),
      })
      .nullable()
      .describe('null: nothing was counted. Values that are changed or dropped are in the ledger'),
    history: z
      .array(RecordRun)
      .describe('The runs that had it, oldest first, of the newest 100 runs of the migration'),
  })
  .meta({ description: 'Everything stored about one record, except its lines in the ledger' });
export type RecordView = z.infer<typeof RecordView>;
