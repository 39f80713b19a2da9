import type { Migration } from '../../api/views.ts';
import { toNumber, toWhen } from '../../format.ts';
import { countsOf } from '../../progress.ts';
import { TYPE_LABELS } from '../../words.ts';
import { Sites } from '../run/concerned.tsx';

/** What is asked before everything of a project is written: from where, to where, and how much. */
export const MigrateQuestion = ({ migration }: { readonly migration: Migration }) => {
  const read = migration.runs.findLast((run) => run.kind === 'migrate' && countsOf(run).length > 0);
  return (
    <>
      <p>Everything of the one project will be written to the other and verified.</p>
      <Sites migration={migration} />
      {read ? (
        <>
          <p>Read on {toWhen(read.startedAt ?? read.createdAt)}, and read anew before anything is written:</p>
          <ul class="amounts">
            {countsOf(read).map(([type, { source }]) => (
              <li key={type}>
                <strong>{toNumber(source)}</strong> {TYPE_LABELS[type]}
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p>Nothing was read yet, so no number is known. The plan would tell, and write nothing.</p>
      )}
    </>
  );
};
