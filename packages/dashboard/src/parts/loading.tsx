import type { Answer } from '../hooks/use-answer.ts';
import { ProblemNotice } from './notice.tsx';

/** What stands where an answer is still to come, or did not. */
export const Loading = ({ of }: { readonly of: Pick<Answer<unknown>, 'data' | 'problem' | 'reload'> }) => {
  if (of.problem)
    return (
      <div class="stack">
        <ProblemNotice problem={of.problem} />
        <button type="button" onClick={of.reload}>
          Try again
        </button>
      </div>
    );
  return of.data === undefined ? <p class="soft">Loading …</p> : null;
};
