import { FailureGroups } from '@z2q/contracts';
import { toFailureGroups } from '@z2q/report';
import { groupFailures, inRun } from '@z2q/store';
import type { ControlContext } from '../context.ts';
import type { ControlApp } from '../http/control-app.ts';
import { RunParams } from '../http/id-params.ts';
import { problemAnswers } from '../http/problem-answers.ts';
import { countByCode } from '../report/count-by-code.ts';
import { loadRun } from '../runs/load-run.ts';

export function addGroupFailures(app: ControlApp, { store }: ControlContext): void {
  app.get(
    '/v1/runs/:id/failure-groups',
    {
      schema: {
        operationId: 'groupFailures',
        summary: 'How many records failed for each cause, and what to do about it',
        description:
          'As the report has them, without the rest of it. The records of a cause: `GET /v1/runs/{id}/failures` with `code`.',
        tags: ['Runs'],
        params: RunParams,
        response: { 200: FailureGroups, ...problemAnswers('invalid_request', 'run_not_found') },
      },
    },
    async ({ params }) => {
      const run = await loadRun(store.read, params.id);
      const groups = toFailureGroups(countByCode(await groupFailures(inRun(store.read, run))));
      return { total: groups.reduce((sum, { count }) => sum + count, 0), groups };
    },
  );
}
