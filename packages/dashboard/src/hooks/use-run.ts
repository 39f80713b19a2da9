import { useEffect, useState } from 'preact/hooks';
import { type ApiProblem, toApiProblem } from '../api/api-problem.ts';
import { answerOf } from '../api/create-api.ts';
import { followRun } from '../api/follow-run.ts';
import type { Run } from '../api/views.ts';
import { useApi } from './use-api.ts';

const AGAIN_MS = 2_000;
/** How many values the chart of the pace shows: one for each update of the run. */
const PACES = 300;

export type LiveRun = {
  readonly run: Run | undefined;
  /** Records a minute, one value for each update of the run. */
  readonly paces: readonly number[];
  readonly problem: ApiProblem | undefined;
  /** The connection is lost and is being restored. */
  readonly isCut: boolean;
  /** Follows a run that was over again. */
  readonly follow: () => void;
};

/** A run that updates itself. It is requested once, so that an error of the call can be shown, and then followed. */
export function useRun(id: string): LiveRun {
  const api = useApi();
  const [run, setRun] = useState<Run>();
  const [paces, setPaces] = useState<readonly number[]>([]);
  const [problem, setProblem] = useState<ApiProblem>();
  const [isCut, setCut] = useState(false);
  const [times, setTimes] = useState(0);
  // Changing `times` asks again.
  useEffect(() => {
    const gone = new AbortController();
    const take = (next: Run): void => {
      setRun(next);
      setCut(false);
      const pace = next.entitiesPerMinute;
      if (pace !== null) setPaces((before) => [...before, pace].slice(-PACES));
    };
    const ask = (): Promise<Run> => answerOf(api.GET('/v1/runs/{id}', { params: { path: { id } } }));
    ask().then(take, (error: unknown) => setProblem(toApiProblem(error)));
    void keepFollowing(id, take, () => setCut(true), gone.signal);
    return () => gone.abort();
  }, [api, id, times]);
  return { run, paces, problem, isCut, follow: () => setTimes((before) => before + 1) };
}

/** Until the run is over: a stream that was cut is opened again. */
async function keepFollowing(
  id: string,
  take: (run: Run) => void,
  onCut: () => void,
  gone: AbortSignal,
): Promise<void> {
  let last: Run | undefined;
  while (!gone.aborted && !last?.finishedAt) {
    const isEnded = await followRun(
      id,
      (run) => {
        last = run;
        if (!gone.aborted) take(run);
      },
      gone,
    ).then(
      () => true,
      () => false,
    );
    if (gone.aborted || last?.finishedAt) return;
    if (!isEnded) onCut();
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}
