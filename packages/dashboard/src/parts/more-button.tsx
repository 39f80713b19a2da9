import type { Pages } from '../hooks/use-pages.ts';
import { ProblemNotice } from './notice.tsx';

type MoreProps = { readonly pages: Pages<unknown>; readonly none: string };

/** The end of a list: a button for the next page, or that the list is empty. */
export const MoreButton = ({ pages, none }: MoreProps) => (
  <div class="stack" aria-live="polite">
    <ProblemNotice problem={pages.problem} />
    {pages.isLoading && <p class="soft">Loading …</p>}
    {!pages.isLoading && !pages.problem && pages.items.length === 0 && <p>{none}</p>}
    {pages.more && !pages.isLoading && (
      <button type="button" onClick={pages.more}>
        Show more
      </button>
    )}
  </div>
);
