import type { Answer } from '../hooks/use-answer.ts';
import { ProblemNotice } from './notice.tsx';

/** Shown while an answer is loading, or if it failed. */
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
