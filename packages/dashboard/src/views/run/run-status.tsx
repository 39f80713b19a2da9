import type { Run } from '../../api/views.ts';
import { doneOf } from '../../progress.ts';
import { labelOf, PAUSES } from '../../words.ts';

const STEP_PERCENT = 10;

/** Announces progress to screen readers, in steps of a tenth. */
export function RunStatus({ run }: { readonly run: Run }) {
  const { done, of } = doneOf(run);
  const percent = of === 0 ? 0 : Math.floor((done * 100) / of / STEP_PERCENT) * STEP_PERCENT;
  const why = run.pauseReason ? ` ${PAUSES[run.pauseReason]}.` : '';
  return (
    <p role="status" class="hidden">
      {`${labelOf(run)}.${why} ${percent} percent done.`}
    </p>
  );
}
