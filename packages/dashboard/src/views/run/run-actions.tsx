import { useState } from 'preact/hooks';
import type { Run } from '../../api/views.ts';
import { isOver, sumOf } from '../../progress.ts';
import { ActDialog, type RunAct } from './act-dialog.tsx';

type RunActionsProps = { readonly run: Run; readonly onChange: () => void };

/** The actions possible in the run's present state. Each asks first. */
export function RunActions({ run, onChange }: RunActionsProps) {
  const [act, setAct] = useState<RunAct>();
  const acts = actsOf(run);
  if (acts.length === 0) return null;
  return (
    <div class="actions">
      {acts.map(({ act: each, label, isMain }) => (
        <button key={each} type="button" class={isMain ? 'primary' : ''} onClick={() => setAct(each)}>
          {label}
        </button>
      ))}
      {act && <ActDialog act={act} run={run} onClose={() => setAct(undefined)} onChange={onChange} />}
    </div>
  );
}

type Offer = { readonly act: RunAct; readonly label: string; readonly isMain?: boolean };

function actsOf(run: Run): readonly Offer[] {
  if (run.state === 'cancelling') return [];
  if (!isOver(run))
    return [
      run.state === 'paused'
        ? {
            act: 'resume',
            label: run.pauseReason === 'awaiting_approval' ? 'Approve and go on …' : 'Resume …',
            isMain: true,
          }
        : { act: 'pause', label: 'Pause …' },
      { act: 'cancel', label: 'Cancel …' },
    ];
  if (run.kind === 'rollback') return run.dryRun ? [{ act: 'rollback', label: 'Roll back for real …' }] : [];
  const retry: readonly Offer[] =
    sumOf(run, (counts) => counts.failed) > 0
      ? [{ act: 'retry', label: 'Retry all failed …', isMain: true }]
      : [];
  return run.phases.includes('load') ? [...retry, { act: 'try-rollback', label: 'Roll back …' }] : retry;
}
