import type { Run } from '../../api/views.ts';

type Ended = Pick<Run, 'kind' | 'dryRun' | 'state' | 'phases'>;

/** What to do after a finished run. */
export function toNextStep({ kind, dryRun, state, phases }: Ended): string {
  if (state === 'cancelled')
    return 'What it wrote stays in qTest. Run the migration again to go on, or roll it back.';
  if (state === 'failed') return 'Mend the cause, then run the migration again: nothing is made twice.';
  if (kind === 'rollback' && dryRun)
    return 'Nothing was deleted. The table says what would be, and what would have to stay. If that is right, roll back for real.';
  if (kind === 'rollback')
    return state === 'completed'
      ? 'The qTest project is as it was before the migration.'
      : 'Some objects had to stay: look at what failed, and why.';
  if (state === 'completed_with_failures')
    return 'Look at what failed, mend the cause, then retry those records. Everything else is done.';
  if (!phases.includes('load'))
    return 'Read the plan below; change the mapping if it loses something you want; then migrate.';
  return phases.includes('validate')
    ? 'Nothing is left to do. Keep the report: it accounts for every record and every field.'
    : 'Validate it next, so that everything is read back from qTest and compared.';
}
