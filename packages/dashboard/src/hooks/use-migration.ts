import { answerOf } from '../api/create-api.ts';
import type { Migration } from '../api/views.ts';
import { type Answer, useAnswer } from './use-answer.ts';
import { useApi } from './use-api.ts';

/** A migration with its sites and runs; with a null id it is not asked for. */
export function useMigration(id: string | null): Answer<Migration> {
  const api = useApi();
  return useAnswer(id, () =>
    answerOf(api.GET('/v1/migrations/{id}', { params: { path: { id: id ?? '' } } })),
  );
}
