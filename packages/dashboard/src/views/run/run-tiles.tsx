import type { Run } from '../../api/views.ts';
import { toDuration, toNumber } from '../../format.ts';
import { Sparkline } from '../../parts/sparkline.tsx';
import { doneOf, isOver, sumOf } from '../../progress.ts';
import { PHASE_LABELS } from '../../words.ts';

type RunTilesProps = { readonly run: Run; readonly paces: readonly number[] };

/** The main numbers of the run. */
export function RunTiles({ run, paces }: RunTilesProps) {
  const { done, of } = doneOf(run);
  const failed = sumOf(run, (counts) => counts.failed);
  const skipped = sumOf(run, (counts) => counts.skipped);
  return (
    <dl class="tiles">
      <div>
        <dt>Records done</dt>
        <dd>
          {toNumber(done)} <small>of {toNumber(of)}</small>
        </dd>
      </div>
      <div>
        <dt>Failed</dt>
        <dd class={failed > 0 ? 'bad-text' : ''}>{toNumber(failed)}</dd>
      </div>
      <div>
        <dt>Left out by a rule</dt>
        <dd>{toNumber(skipped)}</dd>
      </div>
      <div>
        <dt>Records a minute</dt>
        <dd>
          {run.entitiesPerMinute === null ? '–' : toNumber(Math.round(run.entitiesPerMinute))}
          {paces.length > 2 && !isOver(run) && (
            <Sparkline values={paces} label="Records a minute since this page was opened" />
          )}
        </dd>
      </div>
      <div>
        <dt>{isOver(run) ? 'Took' : 'Time left'}</dt>
        <dd>
          {toTime(run)}
          {run.phase && !isOver(run) && <small class="below">now: {PHASE_LABELS[run.phase]}</small>}
        </dd>
      </div>
    </dl>
  );
}

function toTime(run: Run): string {
  if (run.startedAt && run.finishedAt)
    return toDuration((Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1_000);
  return run.etaSeconds === null ? '–' : `about ${toDuration(run.etaSeconds)}`;
}
