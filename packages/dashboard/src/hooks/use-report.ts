import { answerOf } from '../api/create-api.ts';
import type { Report } from '../api/views.ts';
import { type Answer, useAnswer } from './use-answer.ts';
import { useApi } from './use-api.ts';

/** The report of a run. It takes many sums, so it is not requested at each change of the run. */
export function useReport(id: string | null): Answer<Report> {
  const api = useApi();
  return useAnswer(id, () =>
    answerOf(api.GET('/v1/runs/{id}/report', { params: { path: { id: id ?? '' } }, parseAs: 'json' })).then(
      (report) => report as Report,
    ),
  );
}
