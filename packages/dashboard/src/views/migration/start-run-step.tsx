import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { type ApiProblem, toApiProblem } from '../../api/api-problem.ts';
import { answerOf } from '../../api/create-api.ts';
import type { Run } from '../../api/views.ts';
import { useApi } from '../../hooks/use-api.ts';
import { goTo, hrefOf } from '../../hooks/use-route.ts';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { ProblemNotice } from '../../parts/notice.tsx';

type StartRunStepProps = {
  readonly migrationId: string;
  /** An unfinished run, which must end first. */
  readonly underway: Run | undefined;
  /** All phases if absent. */
  readonly phases?: Run['phases'];
  readonly title: string;
  readonly says: string;
  readonly act: string;
  /** Whether this is the step to take now. */
  readonly isNext: boolean;
  /** What to ask before the start; absent for a run that writes nothing. */
  readonly asks?: ComponentChildren;
};

/** Starts a run and opens its page. */
export function StartRunStep(props: StartRunStepProps) {
  const { migrationId, underway, phases, title, says, act, isNext, asks } = props;
  const api = useApi();
  const [isAsking, setAsking] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const start = async (): Promise<void> => {
    const request = { params: { path: { id: migrationId } }, body: phases ? { phases } : {} };
    const { id } = await answerOf(api.POST('/v1/migrations/{id}/runs', request));
    goTo(hrefOf(['runs', id]));
  };
  const startAtOnce = (): void => {
    start().catch((error: unknown) => setProblem(toApiProblem(error)));
  };
  return (
    <li class="card">
      <h2>{title}</h2>
      <p>{says}</p>
      <ProblemNotice problem={problem} />
      <div class="actions">
        <button
          type="button"
          class={isNext ? 'primary' : ''}
          disabled={underway !== undefined}
          onClick={() => (asks ? setAsking(true) : startAtOnce())}
        >
          {asks ? `${act} …` : act}
        </button>
        {underway && (
          <span>
            First <a href={hrefOf(['runs', underway.id])}>the run that is under way</a> has to be over.
          </span>
        )}
      </div>
      {isAsking && (
        <ConfirmDialog title={`${act}?`} act={act} onAct={start} onClose={() => setAsking(false)}>
          {asks}
        </ConfirmDialog>
      )}
    </li>
  );
}
