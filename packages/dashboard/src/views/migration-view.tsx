import { useState } from 'preact/hooks';
import type { Migration } from '../api/views.ts';
import { toWhen } from '../format.ts';
import { useMigration } from '../hooks/use-migration.ts';
import { hrefOf } from '../hooks/use-route.ts';
import { toOptionLines } from '../options.ts';
import { Loading } from '../parts/loading.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { ScrollTable } from '../parts/scroll-table.tsx';
import { StateBadge } from '../parts/state-badge.tsx';
import { isOver } from '../progress.ts';
import { CheckStep } from './migration/check-step.tsx';
import { MappingStep } from './migration/mapping-step.tsx';
import { MigrateQuestion } from './migration/migrate-question.tsx';
import { StartRunStep } from './migration/start-run-step.tsx';

/** One migration: the steps from the checks to the run, and its runs. */
export function MigrationView({ id }: { readonly id: string }) {
  const answer = useMigration(id);
  const [isChecked, setChecked] = useState(false);
  const migration = answer.data;
  if (!migration) return <Loading of={answer} />;
  const { runs, source, target } = migration;
  const underway = runs.find((run) => !isOver(run));
  const isRead = runs.some(({ kind, counts }) => kind === 'migrate' && counts.test_case !== undefined);
  const next = isRead ? 'migrate' : isChecked ? 'plan' : 'check';
  return (
    <>
      <PageTitle title={migration.name} />
      <p class="trail">
        Zephyr {source.projectKey} → qTest project {target.projectId} ·{' '}
        <a href={hrefOf(['migrations', id, 'record'])}>Find a record</a> ·{' '}
        <a href={hrefOf(['migrations', id, 'ledger'])}>What became of each value</a>
      </p>
      {toOptionLines(migration.options).map((line) => (
        <p key={line} class="soft">
          {line}
        </p>
      ))}
      {runs.length > 0 && <Runs runs={runs} />}
      <ol class="steps">
        <CheckStep id={id} isNext={next === 'check'} onPassed={() => setChecked(true)} />
        <StartRunStep
          migrationId={id}
          underway={underway}
          phases={['extract', 'transform']}
          title="Plan"
          says="Reads the project and translates it for the qTest project as it is. Nothing is written to either side. It ends with what would be made, changed and lost, in how many requests and hours."
          act="Make the plan"
          isNext={next === 'plan'}
        />
        <MappingStep
          migration={migration}
          isRead={isRead}
          isBusy={underway !== undefined}
          onSaved={answer.reload}
        />
        <StartRunStep
          migrationId={id}
          underway={underway}
          title="Migrate"
          says={`Writes to qTest project ${target.projectId}, then reads everything back and compares. It can be paused, cancelled, repeated and rolled back; nothing is ever made twice.`}
          act="Migrate"
          isNext={next === 'migrate'}
          asks={<MigrateQuestion migration={migration} />}
        />
      </ol>
    </>
  );
}

const WORDS = { extract: 'read', transform: 'translate', load: 'write', validate: 'verify' };

const Runs = ({ runs }: Pick<Migration, 'runs'>) => (
  <section class="card">
    <h2>Runs</h2>
    <ScrollTable caption="Runs, the newest first" head={['Run', 'State', 'Begun']}>
      {runs.toReversed().map((run) => (
        <tr key={run.id}>
          <th scope="row">
            <a href={hrefOf(['runs', run.id])}>{nameOf(run)}</a>
          </th>
          <td>
            <StateBadge of={run} />
          </td>
          <td>{toWhen(run.createdAt)}</td>
        </tr>
      ))}
    </ScrollTable>
  </section>
);

function nameOf({ kind, dryRun, phases }: Migration['runs'][number]): string {
  if (kind === 'rollback') return dryRun ? 'Dry run of a rollback' : 'Rollback';
  if (phases.length === 2 && phases[1] === 'transform') return 'Plan';
  return phases.length === 4 ? 'Migration' : phases.map((phase) => WORDS[phase]).join(', ');
}
