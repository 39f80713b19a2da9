import type { RunView } from '@z2q/contracts';
import { formatCount, formatSeconds, toStateWords } from './format.ts';
import { doneIn, phasesOf, reachable, sumOf } from './phase-columns.ts';

/** The run in one line, for logs. */
export function toProgressLine(title: string, run: RunView): string {
  const total = formatCount(sumOf(run, reachable));
  const phases = phasesOf(run).map(
    (phase) => `${phase} ${formatCount(sumOf(run, (counts) => doneIn(phase, counts)))}/${total}`,
  );
  const failed = sumOf(run, (counts) => counts.failed);
  const facts = [
    toStateWords(run),
    ...phases,
    failed > 0 ? `${formatCount(failed)} failed` : '',
    run.entitiesPerMinute ? `${formatCount(run.entitiesPerMinute)}/min` : '',
    run.etaSeconds === null || run.state === 'paused' ? '' : `${formatSeconds(run.etaSeconds)} left`,
    run.stopping?.why ?? '',
    run.stalled ? `stalled: ${run.stalled.why}` : '',
    run.pauseReason === null ? '' : `${run.pauseReason}: ${run.recommendedAction ?? ''}`,
  ];
  return `${title}: ${facts.filter(Boolean).join(', ')}`;
}
