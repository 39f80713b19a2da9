import type { FieldObject, RunId, TargetStatus } from '@z2q/contracts';
import type { InMigration, InRun } from '../in-run.ts';
import type { Reader, Writer } from '../store.ts';
import type { StoredField } from './target-schema.ts';

export type SurveyRow = {
  migration_id: string;
  run_id: string;
  read_at: string;
  may_add: string;
  statuses: string;
  fields: string;
  additions: string;
};

/** A field to be created on the target, or choices to be added to an existing one. */
export type PlannedAddition = {
  readonly object: FieldObject;
  readonly label: string;
  readonly dataType: number;
  readonly isNewField: boolean;
  readonly choices: readonly string[];
};

/** What the target offers before a run transforms, and what it will offer once the planned additions are made. */
export type Survey = {
  readonly runId: RunId;
  readonly readAt: string;
  /** Whether fields and choices may be added; `unknown`: the target's API does not tell. */
  readonly mayAdd: 'yes' | 'no' | 'unknown';
  readonly statuses: readonly TargetStatus[];
  readonly fields: readonly StoredField[];
  readonly additions: readonly PlannedAddition[];
};

export async function saveSurvey(tx: InRun<Writer>, survey: Omit<Survey, 'runId'>): Promise<void> {
  const row = {
    run_id: tx.runId,
    read_at: survey.readAt,
    may_add: survey.mayAdd,
    statuses: JSON.stringify(survey.statuses),
    fields: JSON.stringify(survey.fields),
    additions: JSON.stringify(survey.additions),
  };
  await tx
    .insertInto('qtest_surveys')
    .values({ ...row, migration_id: tx.migrationId })
    .onConflict((conflict) => conflict.column('migration_id').doUpdateSet(row))
    .execute();
}

/** The migration's newest survey. */
export async function findSurvey(db: InMigration<Reader>): Promise<Survey | undefined> {
  const row = await db
    .selectFrom('qtest_surveys')
    .selectAll()
    .where('migration_id', '=', db.migrationId)
    .executeTakeFirst();
  return (
    row && {
      runId: row.run_id as RunId,
      readAt: row.read_at,
      mayAdd: row.may_add as Survey['mayAdd'],
      statuses: JSON.parse(row.statuses),
      fields: JSON.parse(row.fields),
      additions: JSON.parse(row.additions),
    }
  );
}
