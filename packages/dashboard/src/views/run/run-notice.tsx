import type { Report, Run } from '../../api/views.ts';
import { toWhen } from '../../format.ts';
import { Notice } from '../../parts/notice.tsx';
import { isOver } from '../../progress.ts';
import { labelOf, PAUSES, STATES } from '../../words.ts';
import { toNextStep } from './to-next-step.ts';

type RunNoticeProps = {
  readonly run: Run;
  readonly report: Report | undefined;
  readonly isCut: boolean;
};

/** The state of the run, and what to do next. */
export function RunNotice({ run, report, isCut }: RunNoticeProps) {
  return (
    <div class="stack">
      {isCut && (
        <Notice tone="warn" title="The connection to z2q is lost; this page tries again by itself.">
          <p>
            The run itself goes on without this page. If it lasts, look whether the control API is running.
          </p>
        </Notice>
      )}
      {isOver(run) ? <Ended run={run} report={report} /> : <Underway run={run} />}
    </div>
  );
}

function Underway({ run }: { readonly run: Run }) {
  if (run.pauseReason)
    return (
      <Notice tone="warn" title={PAUSES[run.pauseReason]}>
        <p>{run.recommendedAction ?? 'Resume when the cause is gone.'}</p>
      </Notice>
    );
  if (run.stopping)
    return (
      <Notice tone={run.stopping.endsAs === 'failed' ? 'bad' : 'warn'} title={labelOf(run)}>
        {run.stopping.why && <p>{run.stopping.why}</p>}
        <p>
          No further record is begun. The run ends once no request of it is under way and none can still take
          effect in qTest; until then nothing else of this migration can start.
        </p>
      </Notice>
    );
  if (run.stalled)
    return (
      <Notice tone="warn" title={`Nothing has been finished since ${toWhen(run.stalled.since)}`}>
        <p>{run.stalled.why}</p>
      </Notice>
    );
  if (run.state === 'queued')
    return (
      <Notice tone="calm" title="Waiting for a worker to take it up">
        <p>{run.recommendedAction ?? 'That takes a moment. The workers that are alive are listed below.'}</p>
      </Notice>
    );
  return <>{run.recommendedAction && <Notice tone="calm" title={run.recommendedAction} />}</>;
}

const Ended = ({ run, report }: Omit<RunNoticeProps, 'isCut'>) => (
  <Notice tone={STATES[run.state].tone} title={report?.sentence ?? STATES[run.state].label}>
    <p>{toNextStep(run)}</p>
    {run.state === 'failed' && run.recommendedAction && <p>{run.recommendedAction}</p>}
  </Notice>
);
