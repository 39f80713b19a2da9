import { useEffect, useState } from 'preact/hooks';
import { answerOf } from '../../api/create-api.ts';
import type { Preflight } from '../../api/views.ts';
import { useAnswer } from '../../hooks/use-answer.ts';
import { useApi } from '../../hooks/use-api.ts';
import { Loading } from '../../parts/loading.tsx';
import { Notice } from '../../parts/notice.tsx';

type CheckStepProps = {
  readonly id: string;
  /** Whether this is the step to take now. */
  readonly isNext: boolean;
  readonly onPassed: () => void;
};

/** Runs the preflight. It calls both sites, so it runs only on request. */
export function CheckStep({ id, isNext, onPassed }: CheckStepProps) {
  const api = useApi();
  const [isWanted, setWanted] = useState(false);
  const answer = useAnswer(isWanted ? id : null, () =>
    answerOf(api.POST('/v1/migrations/{id}/preflight', { params: { path: { id } }, body: {} })),
  );
  const isPassed = answer.data?.ok === true;
  useEffect(() => {
    if (isPassed) onPassed();
  }, [isPassed]);
  const start = (): void => (isWanted ? answer.reload() : setWanted(true));
  const isBusy = isWanted && answer.isLoading;
  return (
    <li class="card">
      <h2>Check</h2>
      <p>
        Looks for whatever would stop a run: tokens, rights, fields, room. Nothing is written to either side.
      </p>
      <div class="actions">
        <button type="button" class={isNext ? 'primary' : ''} disabled={isBusy} onClick={start}>
          {isBusy ? 'Checking …' : 'Check both sides'}
        </button>
      </div>
      <div aria-live="polite">
        {isWanted && <Loading of={answer} />}
        {answer.data && <Checks preflight={answer.data} />}
      </div>
    </li>
  );
}

const TONES = { ok: 'good', warning: 'warn', failed: 'bad' } as const;
const MARKS = { ok: 'fine', warning: 'note', failed: 'stops a run' };

function Checks({ preflight: { ok, checks } }: { readonly preflight: Preflight }) {
  const noted = checks.filter(({ status }) => status !== 'ok');
  const fine = checks.filter(({ status }) => status === 'ok');
  return (
    <>
      <Notice
        tone={ok ? 'good' : 'bad'}
        title={
          ok
            ? 'Nothing stops a run. Make the plan next.'
            : 'A run would not get through. Mend what stops it, then check again.'
        }
      />
      <List checks={noted} />
      <details>
        <summary>{fine.length} checks are fine</summary>
        <List checks={fine} />
      </details>
    </>
  );
}

const List = ({ checks }: Pick<Preflight, 'checks'>) => (
  <ul class="checks">
    {checks.map(({ name, status, detail, fix }) => (
      <li key={name}>
        <span class={`badge ${TONES[status]}`}>{MARKS[status]}</span>{' '}
        <strong>{name.replaceAll('_', ' ')}</strong>: {detail}
        {fix && <p class="todo">{fix}</p>}
      </li>
    ))}
  </ul>
);
